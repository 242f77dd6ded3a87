/**
 * Watches over one embedded service for all processes that use it. It starts the service, listens
 * on a socket, and stops the service when the last user's connection is gone, however that user
 * ended: nothing stays behind, even after `kill -9`. Runs as a process of its own, in its own session,
 * so that Ctrl-C in a terminal reaches only the users, who leave in good order.
 *
 * In (stdin, one JSON value): {socket, command, args, cwd, env, uid, gid, logFile, logStart, info, stop: [[signal, waitMs], …]}.
 * To each user (one JSON line): {pid, info, logStart}, later {ended: text} if the service ends unasked.
 * From a user: a line `leave`; the answer is the end of the connection, once the service has stopped
 * if that was its last user.
 */
import { spawn } from 'node:child_process';
import { openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';

const FIRST_USER_MS = 15_000;

const input = readFileSync(0, 'utf8');
// The one who started us died before it could say what to start.
if (input === '') process.exit(0);
guard(JSON.parse(input));

function guard(spec) {
  const users = new Set();
  const connections = new Set();
  let isStopping = false;
  let ended = null;
  let hadUser = false;

  const output = openSync(spec.logFile, 'a', 0o600);
  const service = spawn(spec.command, spec.args, {
    cwd: spec.cwd,
    env: spec.env,
    stdio: ['ignore', output, output],
    detached: true,
    ...(spec.uid === undefined ? {} : { uid: spec.uid, gid: spec.gid }),
  });
  service.once('error', (error) => end(`did not start: ${error.message}`));
  service.once('exit', (code, signal) => end(`ended with ${signal ?? `status ${code}`}`));

  const server = createServer((connection) => {
    if (isStopping) {
      connection.destroy();
      return;
    }
    hadUser = true;
    users.add(connection);
    connections.add(connection);
    connection.on('error', () => {});
    connection.on('data', (bytes) => {
      if (!bytes.toString().includes('leave')) return;
      users.delete(connection);
      if (users.size === 0) stop();
      else connection.end();
    });
    connection.on('close', () => {
      users.delete(connection);
      connections.delete(connection);
      if (users.size === 0) stop();
    });
    connection.write(
      `${JSON.stringify({ pid: service.pid, info: spec.info, logStart: spec.logStart })}\n`,
    );
    if (ended !== null) end(ended);
  });
  rmSync(spec.socket, { force: true });
  // Nobody but this user may connect: the socket's folder is 0700.
  server.listen(spec.socket);
  server.once('error', stop);
  setTimeout(() => {
    if (users.size === 0) stop();
  }, FIRST_USER_MS).unref();

  process.on('SIGINT', () => {});
  process.on('SIGHUP', () => {});
  process.on('SIGTERM', stop);

  function stop() {
    if (isStopping) return;
    isStopping = true;
    server.close();
    let after = 0;
    for (const [signal, waitMs] of spec.stop) {
      setTimeout(() => service.kill(signal), after).unref();
      after += waitMs;
    }
  }

  function end(text) {
    ended = text;
    // It failed at once: whoever started us is on its way, and is to learn that.
    if (!hadUser && !isStopping) return;
    server.close();
    for (const connection of connections) {
      if (isStopping) connection.end();
      else connection.end(`${JSON.stringify({ ended: text })}\n`);
    }
    // The connections are written out before the process ends by itself; one that hangs must not hold it.
    setTimeout(() => process.exit(0), 500).unref();
  }
}
