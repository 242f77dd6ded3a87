/** A process that claims a data folder and publishes its address when it is sent a line. */
import { claimInstance } from '../../runtime/embedded/instance-lock.js';

const claim = await claimInstance(process.argv[2] ?? '');
process.stdout.write(`${JSON.stringify({ owner: claim.owner })}\n`);
process.stdin.once('data', () => {
  if (claim.owner) claim.publish({ web: 'http://127.0.0.1:4600' });
});
setInterval(() => {}, 1_000);
