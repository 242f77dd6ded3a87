/** A process that uses the services of a data folder until it is told to stop or is killed. */
import { readConfig } from '../../runtime/config.js';
import { createLog } from '../../runtime/log.js';
import { startServices } from '../../runtime/start-services.js';

const { searchPath } = readConfig();
const services = await startServices(
  { databaseUrl: null, redisUrl: null, dataDir: process.argv[2] ?? '', searchPath },
  createLog({ level: 'warn' }),
);
process.stdout.write(
  `${JSON.stringify({ databaseUrl: services.databaseUrl, redisPath: services.redis.path })}\n`,
);
process.once('SIGTERM', () => void services.stop().then(() => process.exit(0)));
setInterval(() => {}, 1_000);
