/** A host on loopback whose certificate nobody has signed but itself. The key is for this and nothing else. */
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg9CuI4wkWiI/dQZUa
w8KRmeWxa10/IB5Fm16Y6rfiJ/qhRANCAAQMmLDhitUGe45XB3KJT04buMdYBajw
DQqxG7KJF/iZBHnoAq0M80eECTac9EmaSTLEV8N8p8tO6Hlj9hHqtTju
-----END PRIVATE KEY-----`;

/** For 127.0.0.1. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBkDCCATagAwIBAgIUUjx+TZ5RUgdvW0xDZf/65twXDY4wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMTE2NTkwN1oYDzIxMjYxMDI4
MTY1OTA3WjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQMmLDhitUGe45XB3KJT04buMdYBajwDQqxG7KJF/iZBHnoAq0M80eE
CTac9EmaSTLEV8N8p8tO6Hlj9hHqtTjuo2QwYjAdBgNVHQ4EFgQUSFaUS3u6xVXq
MSl0WUKuWnicJM4wHwYDVR0jBBgwFoAUSFaUS3u6xVXqMSl0WUKuWnicJM4wDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0gAMEUC
IQC+tNcWxeEWx+0mtis0E35s6hEM1/ho9VcvPZ5zWNy9VwIgPjby4FBX3RURaGA/
rociv/5DWaxISB7A5EA4jQsKnws=
-----END CERTIFICATE-----`;

/** @returns its origin, the paths that were asked for, and what ends it */
export async function startSelfSigned(): Promise<{
  readonly origin: string;
  readonly requests: readonly string[];
  close(): Promise<void>;
}> {
  const requests: string[] = [];
  const server = createServer({ key: KEY, cert: CERTIFICATE }, (request, response) => {
    requests.push(request.url ?? '/');
    response.end('<h1>nobody should read this</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    origin: `https://127.0.0.1:${port}`,
    requests,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
