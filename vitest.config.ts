import { defineConfig } from 'vitest/config';

/** Projects that use real services share one PostgreSQL and one Redis, started once for the whole run. */
const withServices = {
  setupFiles: ['test/support/loopback-only.ts'],
  globalSetup: ['test/support/services-setup.ts'],
  testTimeout: 60_000,
  hookTimeout: 120_000,
  fileParallelism: false,
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/architecture.test.ts'],
          setupFiles: ['test/support/loopback-only.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'gold',
          include: ['test/gold/**/*.test.ts'],
          setupFiles: ['test/support/loopback-only.ts'],
          testTimeout: 60_000,
        },
      },
      // One after another: they share two services, and a test that measures time wants the machine.
      {
        test: {
          name: 'flow',
          include: ['test/flow/**/*.test.ts'],
          sequence: { groupOrder: 1 },
          ...withServices,
        },
      },
      {
        test: {
          name: 'fault',
          include: ['test/fault/**/*.test.ts'],
          sequence: { groupOrder: 2 },
          ...withServices,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          sequence: { groupOrder: 3 },
          ...withServices,
        },
      },
    ],
  },
});
