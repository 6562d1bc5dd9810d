// Sent with every rerun of the fragment, so it is small: everything else comes with the document.
export default function (component) {
  const workspace = (window.__qualkit ??= { early: new Map() });
  if (workspace.mount) return workspace.mount(component);
  const root = component.parentElement;
  workspace.early.set(root, component);
  return () => (window.__qualkit.mount ? window.__qualkit.unmount(root) : workspace.early.delete(root));
}
