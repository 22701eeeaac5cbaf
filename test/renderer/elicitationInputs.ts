import type { Approval } from '#shared/session/session.ts'
import { type Dice, hostileText } from './cardInputs.ts'
import { approvalOf } from './scene.ts'

type Input = Record<string, unknown>

/** What an MCP server may ask: a form or a page to visit, of the shape that it should have, with more, or with wrong. */
export function anyElicitation(dice: Dice, id: string): Approval {
  const mode = dice.pick(['form', 'form', 'url', hostileText(dice)])
  const input: Input = { mcp_server_name: hostileText(dice), mode, message: hostileText(dice) }
  if (mode === 'url' || dice.happens(0.1)) {
    input['url'] = dice.pick(['https://example.com/a', 'https://github.com@evil.example/', `x:${hostileText(dice)}`])
  }
  if (mode !== 'url' || dice.happens(0.1)) {
    input['requested_schema'] = dice.happens(0.9) ? form(dice) : hostileText(dice)
  }
  if (dice.happens(0.3)) {
    input[dice.pick(['elicitation_id', 'property_order', 'to\u202eevil'])] = hostileText(dice)
  }
  return { ...approvalOf(id, 'Elicitation', input), kind: 'elicitation', tool_use_id: '' }
}

function form(dice: Dice): Input {
  const names = ['name', 'e\u202email', 'a b', 'x'.repeat(100)].slice(0, 1 + dice.below(4))
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, field(dice)])),
    required: names.filter(() => dice.happens(0.5)),
    ...(dice.happens(0.2) ? { description: hostileText(dice) } : {}),
  }
}

function field(dice: Dice): unknown {
  const made: Input = dice.pick(kinds)(dice)
  return {
    ...made,
    ...(dice.happens(0.5) ? { title: hostileText(dice) } : {}),
    ...(dice.happens(0.5) ? { description: hostileText(dice) } : {}),
    ...(dice.happens(0.2) ? { [dice.pick(strange)]: hostileText(dice) } : {}),
  }
}

/** Known in fields of another kind, or in none. */
const strange = ['enum', 'items', 'format', 'default', 'minimum', 'pattern', 'constructor']

const options = (dice: Dice) => Array.from({ length: 1 + dice.below(4) }, (_, index) => `${index} ${hostileText(dice)}`)

const kinds: readonly ((dice: Dice) => Input)[] = [
  (dice) => ({
    type: 'string',
    minLength: dice.below(9),
    ...(dice.happens(0.5) ? { default: hostileText(dice) } : {}),
  }),
  (dice) => ({ type: 'string', format: dice.pick(['email', 'uri', 'date', hostileText(dice)]) }),
  (dice) => ({ type: 'integer', minimum: 3, default: dice.pick([5, hostileText(dice)]) }),
  (dice) => ({ type: 'boolean', default: dice.pick([true, hostileText(dice)]) }),
  (dice) => ({ type: 'string', enum: options(dice), enumNames: options(dice) }),
  (dice) => ({ type: 'string', enum: options(dice), default: hostileText(dice) }),
  (dice) => ({ type: 'array', items: { type: 'string', enum: options(dice) }, maxItems: 2 }),
  (dice) => ({ type: 'array', items: { anyOf: titled(dice), description: hostileText(dice) } }),
  (dice) => ({ type: 'string', oneOf: titled(dice) }),
  (dice) => ({ type: 'object', properties: { inside: { type: 'string', title: hostileText(dice) } } }),
]

function titled(dice: Dice): Input[] {
  return options(dice).map((value) => ({
    const: value,
    title: hostileText(dice),
    ...(dice.happens(0.2) ? { description: hostileText(dice) } : {}),
  }))
}

/** Every text of a request that its card must show. Names of the protocol's own, and of fields with a title, are not. */
export function elicitationTexts(value: unknown, at = ''): readonly string[] {
  if (typeof value === 'string') {
    return at === 'type' || at === 'mode' || at === 'required' ? [] : [value]
  }
  if (Array.isArray(value)) {
    return value.flatMap((one: unknown) => elicitationTexts(one, at))
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inside]) => elicitationTexts(inside, name))
    : []
}
