// 减负: what a worker must fill in for an order, counted and bounded; and what nobody may ask of him (domain research 5.6:
// no check-in, no track, no compulsory photograph).
import { sendersOf } from '@six-order/community/authority/acts';
import { workflows } from '@six-order/workflows/all';
import { expect, test } from 'vitest';
import { z } from 'zod';

/** Those who do the work. */
const workers = ['member', 'team-lead', 'property', 'facility', 'grid-worker', 'department'];

/** What a worker must type or choose in one command, at most. */
const PER_COMMAND = 3;
/** Over the whole of an ordinary order: accepted, contacted, finished. What was done, and nothing more. */
const PER_ORDER = 1;
/** Those that are offered as well, at most. */
const OFFERED = 6;

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly const?: unknown;
}

/** The fields that must be filled in: leaves that are required; of alternatives the longest. */
function mandatory(schema: Schema): number {
  const ways = schema.anyOf ?? schema.oneOf;
  if (ways) return Math.max(...ways.map(mandatory));
  if ('const' in schema) return 0;
  if (!schema.properties) return 1;
  const { properties, required = [] } = schema;
  return required.reduce((sum, name) => sum + mandatory(properties[name] as Schema), 0);
}

const inputOf = (schema: z.ZodType): Schema => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
const latest = [...new Map(workflows.map((workflow) => [workflow.id, workflow])).values()];
const commands = latest.flatMap(({ id, opens, commands }) =>
  Object.entries(commands)
    .filter(([type]) => type !== opens && sendersOf(id, type).some((role) => workers.includes(role)))
    .map(([type, { input }]) => ({ workflow: id, type, schema: inputOf(input) })),
);

test('workers send many commands, so the bound says something', () => {
  expect(commands.length).toBeGreaterThan(20);
  expect(Math.max(...commands.map(({ schema }) => mandatory(schema)))).toBe(PER_COMMAND);
});

test.each(commands.map((command) => [`${command.workflow} ${command.type}`, command] as const))('%s', (_, { schema }) => {
  expect(mandatory(schema)).toBeLessThanOrEqual(PER_COMMAND);
  const { properties = {}, required = [] } = schema;
  expect(Object.keys(properties).filter((name) => !required.includes(name)).length).toBeLessThanOrEqual(OFFERED);
  for (const name of required) expect(name).not.toMatch(/photo|image|attach|locat|position|coordinate|gps|track|sign|online/i);
  for (const name of Object.keys(properties)) expect(name).not.toMatch(/locat|position|coordinate|gps|track|check-?in|online/i);
});

test('over an ordinary order a worker fills in one field: what was done', () => {
  const filled = ['accept', 'contact', 'finish'].map((type) => {
    const command = commands.find((one) => one.workflow === 'six-order' && one.type === type);
    expect(command, type).toBeDefined();
    return command ? mandatory(command.schema) : Infinity;
  });
  expect(filled.reduce((sum, each) => sum + each, 0)).toBe(PER_ORDER);
});
