// The map is an addition to the list of places: points that lead to a page, outlines of wijken, tiles if there are any.

import L from "leaflet";

const POINT = { radius: 9, weight: 3, color: "#fff", fillColor: "#1a6123", fillOpacity: 1 };
const OUTLINE = { color: "#1a6123", weight: 2, fillOpacity: 0.06 };
const element = document.querySelector("[data-map]");

async function draw() {
  const answer = await fetch(element.dataset.map);
  if (!answer.ok) return;
  const { tiles, credit, places, areas } = await answer.json();
  if (!places.length) return;
  element.hidden = false;
  const map = L.map(element, { scrollWheelZoom: false, attributionControl: Boolean(credit) });
  map.attributionControl?.setPrefix("").addAttribution(credit);
  if (tiles) L.tileLayer(tiles, { maxZoom: 19 }).addTo(map);
  if (areas?.features.length) L.geoJSON(areas, { style: OUTLINE, interactive: false }).addTo(map);
  map.fitBounds(places.map(({ lat, lon }) => [lat, lon]), { padding: [24, 24] });
  for (const place of places) mark(place).addTo(map);
}

function mark(place) {
  const link = Object.assign(document.createElement("a"), {
    className: "denhaag-link",
    href: `${element.dataset.places}${place.id}`,
    textContent: place.name,
  });
  const text = document.createElement("p");
  text.append(link, document.createElement("br"), place.address);
  return L.circleMarker([place.lat, place.lon], POINT).bindPopup(text).bindTooltip(place.name);
}

if (element) draw().catch(() => {});
