/** Tests talk to this machine only: a connection to any other address fails, naming it. */
import { isIP, Socket } from 'node:net';

type Connect = (this: Socket, ...args: unknown[]) => Socket;

// eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own `this` below
const connect = Socket.prototype.connect as Connect;

Socket.prototype.connect = function (this: Socket, ...args: unknown[]): Socket {
  const host = hostOf(args);
  if (host !== null && !isLoopback(host)) {
    throw new Error(`a test may not connect to ${host}: only loopback is allowed`);
  }
  return connect.apply(this, args);
};

/** The host asked for; null for a unix socket or when none is named (which means localhost). */
function hostOf(args: readonly unknown[]): string | null {
  const [first, second] = args;
  // Node's own callers pass their arguments already put in order: [options, callback].
  if (Array.isArray(first)) return hostOf(first);
  if (typeof first === 'object' && first !== null) {
    return 'host' in first && typeof first.host === 'string' ? first.host : null;
  }
  return typeof second === 'string' ? second : null;
}

/** Names below `.invalid` and `.test` never resolve (RFC 2606), so they may be tried. */
function isLoopback(host: string): boolean {
  if (isIP(host) !== 0) return /^(127\.|::1$|0\.0\.0\.0$|::ffff:127\.)/.test(host);
  return host === 'localhost' || /\.(localhost|invalid|test)$/.test(host);
}
