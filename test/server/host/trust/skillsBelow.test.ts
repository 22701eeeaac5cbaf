import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { liesAbove } from '#server/host/claude/process/shownCommands.ts'
import { member, owner } from '#test/support/hostWorld.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { TrustWorld } from '#test/support/trustWorld.ts'

vi.setConfig({ testTimeout: 120_000 })

const touching = (file: string) => `@tool Bash {"command":"touch ${file}","description":"d"}\n@text done`
const ALLOWING = '---\nname: n\ndescription: d\nallowed-tools: Bash(touch *)\n---\n'

function write(folder: string, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  writeFileSync(path.join(folder, file), text)
}

test.each([
  ['the owner', owner],
  ['a member', member],
])('a skill of a folder below, which nobody was shown, allows nothing when %s types its name', async (_, actor) => {
  const world = await TrustWorld.start(actor)
  const folder = path.join(world.home, 'plain')
  write(folder, '.claude/skills/plain/SKILL.md', '---\nname: plain\ndescription: d\n---\nsay hi')
  write(folder, 'sub/x.txt', 'x')
  write(folder, 'sub/.claude/skills/below/SKILL.md', `${ALLOWING}${touching('below.txt')}`)
  write(folder, 'sub/.claude/skills/plain/SKILL.md', `${ALLOWING}${touching('hidden.txt')}`)
  const { id, trust } = await world.create({ path: folder })
  expect(trust.state).toBe('nothing_to_trust')
  await world.turn(id, `@tool Read {"file_path":"${folder}/sub/x.txt"}\n@text read`)
  await world.turn(id, '/below')
  await world.turn(id, '/sub:plain')
  expect(['below.txt', 'hidden.txt'].filter((file) => existsSync(path.join(folder, file)))).toEqual([])
  await world.turn(id, '/plain')
  const told = JSON.stringify(await world.world.events(id, actor))
  expect(told).toContain('This skill lies in a folder below')
  expect(told).toContain(path.join(folder, '.claude', 'skills', 'plain'))
})

test('the card of a skill of a folder below holds what it would let run, when Claude asks for it', async () => {
  const world = await TrustWorld.start(owner)
  const folder = path.join(world.home, 'asking')
  write(folder, 'sub/x.txt', 'x')
  write(folder, 'sub/.claude/skills/below/SKILL.md', `${ALLOWING}${touching('below.txt')}`)
  const { id } = await world.create({ path: folder })
  await world.turn(id, `@tool Read {"file_path":"${folder}/sub/x.txt"}\n@text read`)
  await world.turn(id, '@tool Skill {"skill":"below"}\n@text used')
  const asked = (await world.world.events(id, owner)).filter(({ type }) => type === 'approval_requested')
  expect(JSON.stringify(asked)).toContain('allowed-tools: Bash(touch *)')
})

test('names are looked up in the folder and above, and lead nowhere else', async () => {
  const top = temporaryFolder()
  const folder = path.join(top, 'a', 'b')
  write(folder, '.claude/commands/team/review.md', 'x')
  write(top, '.claude/skills/deploy/SKILL.md', 'x')
  write(folder, 'sub/.claude/skills/below/SKILL.md', 'x')
  const names = ['team:review', 'deploy', 'below', 'sub:below', '..:..:x', 'team/review', '', ':', 'team:', '\0']
  const found = await Promise.all(names.map(async (name) => liesAbove(folder, name)))
  expect(names.filter((_, index) => found[index])).toEqual(['team:review', 'deploy'])
})
