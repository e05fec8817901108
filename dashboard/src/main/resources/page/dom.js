/** Makes an element. Text is always text: nothing here reads markup out of data. */
export function el(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** Makes an SVG element with these attributes. */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export const byId = (id) => document.getElementById(id);

/** Sets a text only where it is another, so that a reader's cursor and selection stay where they are. */
export function say(element, text) {
  const said = String(text ?? "");
  if (element.textContent !== said) element.textContent = said;
}

/** Brings a parent's children in line with items, and keeps the elements of those that stay, with their focus. */
export function keyed(parent, items, keyOf, create, update) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let before = parent.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    let child = old.get(key);
    if (child) {
      old.delete(key);
    } else {
      child = create(item);
      child.dataset.key = key;
    }
    if (child === before) before = before.nextElementSibling;
    else parent.insertBefore(child, before);
    update(child, item);
  }
  old.forEach((child) => child.remove());
}

/** Makes a row of a table whose cells know their headings, for narrow screens. */
export function row(labels, numeric = []) {
  return el("tr", "", ...labels.map((label) => {
    const cell = el("td", numeric.includes(label) ? "num" : "");
    cell.dataset.label = label;
    cell.append(el("span", ""));
    return cell;
  }));
}
