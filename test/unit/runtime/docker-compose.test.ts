import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { CONFIG_KEYS, readConfig } from '../../../runtime/config.js';
import { projectRoot } from '../../../runtime/project-root.js';

const ServiceSchema = z.object({
  image: z.string(),
  user: z.string(),
  init: z.literal(true),
  restart: z.literal('unless-stopped'),
  command: z.array(z.string()),
  environment: z.record(z.string(), z.string()).default({}),
  healthcheck: z.object({ test: z.array(z.string()).min(2), interval: z.string() }),
  build: z.object({ target: z.string() }).optional(),
});

const compose = z
  .object({ services: z.record(z.string(), ServiceSchema) })
  .parse(parse(readText('docker-compose.yml'), { merge: true }));
const services = Object.entries(compose.services);
const ours = services.filter(([, { build }]) => build !== undefined);

describe('docker-compose.yml', () => {
  it('has every role', () => {
    expect(services.map(([name]) => name).sort()).toEqual(
      ['browser', 'crawler', 'postgres', 'server', 'valkey', 'worker'].sort(),
    );
  });

  it.each(services)(
    '%s is not run by root, and its image is named with a version',
    (_name, service) => {
      expect(service.user).not.toMatch(/^(root|0)\b/);
      expect(service.image).toMatch(/:/);
    },
  );

  it.each(ours)('%s is given only settings that are read, and right ones', (_name, service) => {
    const unknown = Object.keys(service.environment).filter((key) => !CONFIG_KEYS.includes(key));
    expect(unknown).toEqual([]);
    const given = Object.entries(service.environment).map(([key, text]) => [key, fillIn(text)]);
    const config = readConfig(Object.fromEntries(given) as Record<string, string>);
    expect(config.databaseUrl).toContain('@postgres:5432/');
    expect(config.redisUrl).toBe('redis://valkey:6379');
    expect(config.dataDir).toBe('/data');
  });

  it('holds no secret', () => {
    const text = readText('docker-compose.yml');
    expect(text.match(/(PASSWORD|SECRET_KEY): .*/g)).toEqual([
      expect.stringContaining('${SECRET_KEY:?'),
      expect.stringContaining('${POSTGRES_PASSWORD:?'),
    ]);
  });

  it.each(ours)('%s is built from a stage that the Dockerfile has', (_name, service) => {
    expect(readText('Dockerfile')).toMatch(
      new RegExp(`^FROM \\S+ AS ${service.build?.target}$`, 'm'),
    );
  });
});

/** As compose does: `${NAME:-default}` is its default, `${NAME:?message}` is set by the operator. */
function fillIn(text: string): string {
  return text.replace(/\$\{\w+:-([^}]*)\}/g, '$1').replace(/\$\{\w+:\?[^}]*\}/g, 'a'.repeat(32));
}

function readText(name: string): string {
  return readFileSync(join(projectRoot(), name), 'utf8');
}
