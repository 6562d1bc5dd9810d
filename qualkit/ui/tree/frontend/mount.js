// What Streamlit calls, with new data at every run of the page; what it returns is called when the tree is taken off.
export default function ({ data, parentElement, setStateValue }) {
  const kept = (window.__qkTrees ||= new Map()); // unfolded codes and the filter outlive a visit to another page
  const here = (parentElement.__qkTree ||= { calls: 0 });
  const call = ++here.calls;
  if (!here.tree) {
    here.tree = kept.get(data.key) || new CodeTree(data);
    kept.set(data.key, here.tree);
    parentElement.append(here.tree.box);
    window.addEventListener("keydown", here.tree.undoAnywhere);
  }
  here.tree.update(data, setStateValue);
  window.__qkTree = here.tree;
  return () =>
    setTimeout(() => {
      if (call !== here.calls) return;
      window.removeEventListener("keydown", here.tree.undoAnywhere);
      here.tree.panel.close(false);
    });
}
