/** Headers that every answer carries, whatever it is. */
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Nothing from elsewhere, no inline script, no plug-in, no frame. */
const POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
};

export function registerSecurityHeaders(app: FastifyInstance, isSecure: boolean): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (!reply.hasHeader('content-security-policy')) sendPolicy(reply, null);
    reply.header('x-content-type-options', 'nosniff');
    reply.header('x-frame-options', 'DENY');
    reply.header('referrer-policy', 'no-referrer');
    reply.header('cross-origin-opener-policy', 'same-origin');
    reply.header('cross-origin-resource-policy', 'same-origin');
    reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=()');
    if (isSecure) reply.header('strict-transport-security', 'max-age=31536000');
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    return payload;
  });
}

/** The policy of one page; a nonce lets its own style elements in (Ant Design writes some). */
export function sendPolicy(reply: FastifyReply, styleNonce: string | null): void {
  const policy =
    styleNonce === null ? POLICY : { ...POLICY, 'style-src': `'self' 'nonce-${styleNonce}'` };
  reply.header(
    'content-security-policy',
    Object.entries(policy)
      .map(([name, value]) => `${name} ${value}`)
      .join('; '),
  );
}
