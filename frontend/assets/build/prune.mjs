// The design tokens hold some 1,500 custom properties; only those that a rule on our pages reads are kept.

import postcss from "postcss";

const REFERENCE = /var\(\s*(--[\w-]+)/g;

const references = (value) => [...value.matchAll(REFERENCE)].map(([, name]) => name);

function usedProperties(root) {
  const uses = new Map();
  const used = new Set();
  const queue = [];
  root.walkDecls((declaration) => {
    const names = references(declaration.value);
    if (declaration.prop.startsWith("--")) {
      uses.set(declaration.prop, [...(uses.get(declaration.prop) ?? []), ...names]);
    } else {
      queue.push(...names);
    }
  });
  while (queue.length) {
    const name = queue.pop();
    if (used.has(name)) continue;
    used.add(name);
    queue.push(...(uses.get(name) ?? []));
  }
  return used;
}

/** The same style sheet without custom properties that nothing reads, without empty rules and without repeats. */
export function prune(css) {
  const root = postcss.parse(css);
  const used = usedProperties(root);
  root.walkDecls(/^--/, (declaration) => {
    if (!used.has(declaration.prop)) declaration.remove();
  });
  root.walkComments((comment) => comment.remove());
  root.walkRules((rule) => {
    if (!rule.nodes.length) rule.remove();
  });
  return root.toString();
}
