/** An outgoing proxy on loopback, HTTP CONNECT and SOCKS5 at two ports, that notes what it is asked for. */
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface OutgoingProxy {
  /** With the credential. */
  readonly httpUrl: string;
  readonly socksUrl: string;
  /** `address:port` of each tunnel, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

const [USER, PASSWORD] = ['mc', 'p@ss word'];

export async function startOutgoingProxy(): Promise<OutgoingProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const join = (client: Socket, address: string, port: number, greeting: string | Buffer): void => {
    asked.push(`${address}:${port}`);
    const target = connect(port, address, () => {
      client.write(greeting);
      client.pipe(target).pipe(client);
    });
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    }
  };

  const http = createHttpServer((_, answer) => answer.writeHead(405).end());
  const credential = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
  http.on('connect', (question, client: Socket) => {
    if (question.headers['proxy-authorization'] !== credential) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const [address = '', port = ''] = (question.url ?? '').split(':');
    join(client, address, Number(port), 'HTTP/1.1 200 OK\r\n\r\n');
  });

  const socks = createServer((client) => {
    client.on('error', () => client.destroy());
    // Each message of the client comes in one piece here.
    client.once('data', ([, , method]) => {
      client.write(Buffer.from([5, method === 2 ? 2 : 0xff]));
      client.once('data', (login: Buffer) => {
        const expected = Buffer.concat([
          ...[Buffer.from([1, USER.length]), Buffer.from(USER)],
          ...[Buffer.from([PASSWORD.length]), Buffer.from(PASSWORD)],
        ]);
        client.write(Buffer.from([1, login.equals(expected) ? 0 : 1]));
        client.once('data', (question: Buffer) => {
          const address = [...question.subarray(4, 8)].join('.');
          join(
            client,
            address,
            question.readUInt16BE(8),
            Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
          );
        });
      });
    });
  });
  const [httpPort, socksPort] = await Promise.all([listen(http), listen(socks)]);
  const login = `${USER}:${encodeURIComponent(PASSWORD)}`;
  return {
    httpUrl: `http://${login}@127.0.0.1:${httpPort}`,
    socksUrl: `socks5://${login}@127.0.0.1:${socksPort}`,
    asked,
    async close() {
      for (const socket of sockets) socket.destroy();
      await Promise.all([http, socks].map((server) => new Promise((done) => server.close(done))));
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    // A listening TCP server has an address with a port.
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
