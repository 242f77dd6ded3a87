/** Says clearly that Node is too old, before anything newer than it is loaded. */
const LEAST = [20, 19];

/** Ends the process with status 1 when this Node is older than package.json asks for. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return;
  console.error(
    `mingcha needs Node ${LEAST.join('.')} or newer; this is ${process.versions.node}.\n` +
      'Install a newer one from https://nodejs.org or with your version manager.',
  );
  process.exit(1);
}
