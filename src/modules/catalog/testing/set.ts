/** Sets the place `a.b[0].c` inside a tree of plain objects. */
export function set(tree: object, path: string, value: unknown): void {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  const last = steps.pop() ?? '';
  const owner = steps.reduce((node, step) => Reflect.get(node, step) as object, tree);
  Reflect.set(owner, last, value);
}
