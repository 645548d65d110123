// Stands in for React while the city's icon components are read: an element becomes its SVG text.

const ATTRIBUTE_NAMES = {
  fillRule: "fill-rule",
  clipRule: "clip-rule",
  strokeWidth: "stroke-width",
  strokeLinecap: "stroke-linecap",
  strokeLinejoin: "stroke-linejoin",
  clipPath: "clip-path",
};

const KEPT_ON_SVG = new Set(["viewBox", "fill", "stroke", "strokeWidth", "strokeLinecap", "strokeLinejoin"]);

function attributes(tag, props) {
  return Object.entries(props ?? {})
    .filter(([name, value]) => ["string", "number"].includes(typeof value) && (tag !== "svg" || KEPT_ON_SVG.has(name)))
    .map(([name, value]) => ` ${ATTRIBUTE_NAMES[name] ?? name}="${value}"`)
    .join("");
}

export function createElement(type, props, ...children) {
  if (typeof type === "function") return type({ ...props, children: children.length ? children : props?.children });
  const inner = children.flat().filter((child) => typeof child === "string").join("");
  return `<${type}${attributes(type, props)}>${inner}</${type}>`;
}

export const memo = (component) => component;
export const forwardRef = (component) => component;
export default { createElement, memo, forwardRef };
