import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { KEPT } from '#server/host/sessions/ports/folderTrust.ts'
import { owner } from '#test/support/host/hostWorld.ts'
import { TrustWorld } from '#test/support/host/trustWorld.ts'

vi.setConfig({ testTimeout: 120_000 })

const FILES = {
  user: '.claude/settings.json',
  project: 'plain/.claude/settings.json',
  local: 'plain/.claude/settings.local.json',
}
type Place = keyof typeof FILES

const bash = (command: string) => `@tool Bash ${JSON.stringify({ command, description: 'd' })}\n@text done`
const others = { allow: ['Bash(make:*)', 'Read(//srv/**)'], deny: ['Bash(rm:*)'], ask: ['Bash(git push:*)'] }

/** One world whose files hold these permissions beside others. */
async function worldWith(permissions: Partial<Record<Place, Readonly<Record<string, unknown>>>>) {
  const world = await TrustWorld.start(owner)
  for (const [place, file] of Object.entries(FILES) as [Place, string][]) {
    const target = path.join(world.home, file)
    mkdirSync(path.dirname(target), { recursive: true })
    const { hooks, ...rules } = permissions[place] ?? {}
    const lists = Object.fromEntries(
      Object.entries(others).map(([name, list]) => [name, [...list, ...((rules[name] as string[] | undefined) ?? [])]]),
    )
    writeFileSync(target, JSON.stringify({ permissions: lists, ...(hooks === undefined ? {} : { hooks }) }))
  }
  const session = await world.createTrusted(path.join(world.home, 'plain'))
  return { world, session, file: (place: Place) => path.join(world.home, FILES[place]) }
}

const decided: readonly (readonly [Place, 'allow' | 'deny', string, string])[] = [
  ['user', 'allow', 'Bash(touch a.txt)', 'touch a.txt'],
  ['project', 'allow', 'Bash(touch b.txt)', 'touch b.txt'],
  ['local', 'allow', 'Bash(mkdir:*)', 'mkdir made'],
  ['project', 'allow', 'Bash(cp:*)', 'cp a.txt c.txt && cp b.txt d.txt'],
  ['user', 'deny', 'Bash(touch e.txt)', 'touch e.txt'],
  ['project', 'deny', 'Bash(truncate *)', 'truncate -s 0 a.txt'],
  ['local', 'deny', 'Bash(mv:*)', 'cat x && mv a.txt f.txt'],
]

/** All rules at once, each for commands of its own: one process of Claude Code decides every row. */
function rulesOf(place: Place): Record<string, string[]> {
  const of = (wanted: string) => decided.flatMap(([in_, how, rule]) => (in_ === place && how === wanted ? [rule] : []))
  return { allow: of('allow'), deny: of('deny') }
}

test('a rule is named with its file, whichever file says it, and whatever it says', async () => {
  const { world, session, file } = await worldWith({
    user: rulesOf('user'),
    project: rulesOf('project'),
    local: rulesOf('local'),
  })
  for (const [index, [place, behavior, rule, command]] of decided.entries()) {
    expect([command, await world.turn(session.id, bash(command))]).toEqual([command, []])
    const told = await world.decidedBy(session.id)
    expect([command, told.slice(index)]).toEqual([
      command,
      [{ decision: behavior, by: 'rule', rules: [{ rule, source: file(place) }] }],
    ])
  }
})

test.each([
  ['user', 'Bash(touch a.txt)'],
  ['project', 'Bash(touch:*)'],
  ['local', 'Bash(touch *)'],
] as const)('a rule of the %s file that wants a person (%s) is named on the card', async (place, rule) => {
  const { world, session, file } = await worldWith({
    user: { allow: ['Bash'] },
    [place]: { ask: [rule], ...(place === 'user' ? { allow: ['Bash'] } : {}) },
  })
  const asked = await world.turn(session.id, bash('touch a.txt'))
  expect(asked).toMatchObject([{ decision_reason: `A rule wants that you are asked: ${rule} (${file(place)})` }])
})

test('the same rule in two files is told as it stands in the one that decided', async () => {
  const rules = { deny: ['Bash(touch a.txt)'] }
  const { world, session, file } = await worldWith({ user: rules, project: rules })
  await world.turn(session.id, bash('touch a.txt'))
  const [told] = await world.decidedBy(session.id)
  expect([file('user'), file('project')]).toEqual(
    expect.arrayContaining(told?.rules.map(({ source }) => source) ?? ['none']),
  )
})

test('a hook that decides is told as a hook; a command that only reads, as nothing', async () => {
  const output = { hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision: 'allow' } }
  const hooks = { PreToolUse: [{ hooks: [{ type: 'command', command: `echo '${JSON.stringify(output)}'` }] }] }
  const { world, session } = await worldWith({ project: { hooks } })
  expect(await world.turn(session.id, bash('touch a.txt'))).toEqual([])
  expect(await world.decidedBy(session.id)).toEqual([{ decision: 'allow', by: 'hook', rules: [] }])

  const without = await worldWith({})
  expect(await without.world.turn(without.session.id, bash('ls'))).toEqual([])
  expect(await without.world.decidedBy(without.session.id)).toEqual([])
})

test('what a person allowed for good is told as kept by Homeport', async () => {
  const { world, session } = await worldWith({})
  const prompt = bash('touch a.txt')
  await world.world.call('message.send', { session_id: session.id, content: prompt }, owner)
  await world.world.until(session.id, owner, ({ status }) => status === 'WAITING')
  const [asked] = await world.waiting(session.id)
  const answer = {
    session_id: session.id,
    approval_id: asked?.approval_id ?? ('' as never),
    decision: 'allow' as const,
    remember: [0],
  }
  await world.world.call('approval.answer', answer, owner)
  await world.world.until(session.id, owner, ({ turn_count }) => turn_count > 0)
  await world.world.call('session.control', { session_id: session.id, action: 'suspend' }, owner)
  expect(await world.turn(session.id, prompt)).toEqual([])
  expect(await world.decidedBy(session.id)).toEqual([
    { decision: 'allow', by: 'rule', rules: [{ rule: 'Bash(touch a.txt)', source: KEPT }] },
  ])
})
