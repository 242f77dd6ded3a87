/**
 * The settings: the only reader of the environment. Parsed once, frozen, handed on from there.
 * A wrong value is named; its content is never printed, for it may be a password.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { InvalidInput } from '../domain/errors.js';
import { LOG_LEVELS } from './log.js';
import { projectRoot } from './project-root.js';

const wholeNumber = (least: number, most: number): z.ZodType<number> =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, {
      error: `must be a whole number from ${least} to ${most}`,
    });

const address = (protocol: RegExp, example: string): z.ZodType<string> =>
  z.url({ protocol, error: `must be an address such as ${example}` });

/** Every key, in the order of `.env.example`. */
const EnvironmentSchema = z.object({
  DATABASE_URL: address(/^postgres(ql)?$/, 'postgres://user:password@host:5432/name').optional(),
  REDIS_URL: address(/^rediss?$/, 'redis://host:6379').optional(),
  DATA_DIR: z.string().default('data'),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be an address or a host name')
    .default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).default(4600),
  PUBLIC_URL: address(/^https?$/, 'https://mingcha.example.cn').optional(),
  TRUST_PROXY: z
    .string()
    .regex(/^[\w.:/, -]+$/, 'must be addresses or networks separated by commas')
    .optional(),
  SECRET_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  CHROMIUM_PATH: z.string().optional(),
  TESSERACT_PATH: z.string().optional(),
  CONTACT: z
    .string()
    .regex(
      /^[\x20-\x7e]{3,200}$/,
      'must be 3 to 200 printable ASCII characters (it goes into a header)',
    )
    .optional(),
  TIMEZONE: z
    .string()
    .refine(isTimeZone, { error: 'must be a time zone such as Asia/Shanghai' })
    .default('Asia/Shanghai'),
  PRIVATE_NETWORK: z
    .string()
    .regex(/^[\w.:[\]-]+(\s*,\s*[\w.:[\]-]+)*$/, 'must be off, all, or hosts separated by commas')
    .default('off'),
  EGRESS_PROXY: z
    .string()
    .transform(egressProxies)
    .refine((proxies) => proxies !== undefined, {
      error:
        'must be http, https or socks5 addresses separated by spaces, all but one as name=address',
    })
    .optional(),
  CRAWL_CONCURRENCY: wholeNumber(1, 256).default(8),
  WORKER_CONCURRENCY: wholeNumber(1, 256).default(8),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` })
    .default('info'),
});

/** Where commands are looked for when there is no `PATH`. */
const USUAL_PATH = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/opt/homebrew/bin';

/** The names of all settings. */
export const CONFIG_KEYS: readonly string[] = Object.keys(EnvironmentSchema.shape);

export interface Config {
  /** Null: PostgreSQL is started embedded. */
  readonly databaseUrl: string | null;
  /** Null: Redis is started embedded. */
  readonly redisUrl: string | null;
  /** Absolute. */
  readonly dataDir: string;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** The address that people use, without a slash at its end; null: the host and port above. */
  readonly publicUrl: string | null;
  /** The proxies whose X-Forwarded-For is believed; null: none. */
  readonly trustProxy: string | null;
  /** Null: made once and kept in the data folder. */
  readonly secretKey: string | null;
  /** Null: looked for on `searchPath`. */
  readonly chromiumPath: string | null;
  /** Null: looked for on `searchPath`. */
  readonly tesseractPath: string | null;
  /** Shown in the crawler's user agent. */
  readonly contact: string | null;
  readonly timeZone: string;
  /** Which private or loopback hosts the crawler may visit. */
  readonly privateNetwork: 'off' | 'all' | readonly string[];
  /** Outgoing proxies of the crawler by name, with their credentials; `default` for sources that name none. */
  readonly egressProxies: Readonly<Record<string, string>>;
  /** URLs visited at the same time by one crawler process. */
  readonly crawlConcurrency: number;
  /** Postings worked on at the same time by one worker process. */
  readonly workerConcurrency: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** The folders in which commands are looked for (`PATH`). */
  readonly searchPath: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The settings from the environment and, for what is not set there, from `.env` in the project's
 * folder. An empty value counts as not set.
 * @throws {InvalidInput} naming every wrong key
 */
export function readConfig(env: Environment = { ...readEnvFile(), ...process.env }): Config {
  const set = Object.fromEntries(
    CONFIG_KEYS.map((key) => [key, env[key]?.trim() ?? ''] as const).filter(
      ([, value]) => value !== '',
    ),
  );
  const parsed = EnvironmentSchema.safeParse(set);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.map(String).join('.')}: ${issue.message}`,
    );
    throw new InvalidInput('settings (environment or .env) are wrong:', problems);
  }
  const values = parsed.data;
  return Object.freeze({
    databaseUrl: values.DATABASE_URL ?? null,
    redisUrl: values.REDIS_URL ?? null,
    dataDir: resolve(projectRoot(), values.DATA_DIR),
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    trustProxy: values.TRUST_PROXY ?? null,
    secretKey: values.SECRET_KEY ?? null,
    chromiumPath: values.CHROMIUM_PATH ?? null,
    tesseractPath: values.TESSERACT_PATH ?? null,
    contact: values.CONTACT ?? null,
    timeZone: values.TIMEZONE,
    privateNetwork: privateNetwork(values.PRIVATE_NETWORK),
    egressProxies: values.EGRESS_PROXY ?? {},
    crawlConcurrency: values.CRAWL_CONCURRENCY,
    workerConcurrency: values.WORKER_CONCURRENCY,
    logLevel: values.LOG_LEVEL,
    searchPath: env['PATH'] ?? USUAL_PATH,
  });
}

function readEnvFile(): Environment {
  const file = resolve(projectRoot(), '.env');
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
}

function privateNetwork(value: string): Config['privateNetwork'] {
  if (value === 'off' || value === 'all') return value;
  return Object.freeze(value.split(',').map((host) => host.trim().toLowerCase()));
}

/** Undefined when the value is wrong. */
function egressProxies(value: string): Config['egressProxies'] | undefined {
  const proxies: Record<string, string> = {};
  for (const entry of value.split(/\s+/)) {
    const [, name = 'default', address = ''] = /^(?:([a-z0-9-]+)=)?(.*)$/.exec(entry) ?? [];
    if (!URL.canParse(address) || Object.hasOwn(proxies, name)) return undefined;
    const { protocol, hostname } = new URL(address);
    if (!/^(?:https?|socks5):$/.test(protocol) || hostname === '') return undefined;
    proxies[name] = address;
  }
  return Object.freeze(proxies);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
