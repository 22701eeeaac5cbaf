import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createJudge } from '#server/host/dangers/judge.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const ALLOWING = '---\nname: n\nallowed-tools: Bash(touch *)\n---\nsay hi'
const PLAIN = '---\nname: n\ndescription: d\n---\nsay hi'

function world() {
  const folder = temporaryFolder()
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  const ask = async (skill: string, tool_name = 'Skill') => {
    const { dangers, skills } = await createJudge({ HOME: folder }).judge({ tool_name, input: { skill } }, folder)
    return { codes: dangers.map(({ code }) => code), skills: skills ?? [] }
  }
  return { write, ask }
}

test('a skill of a folder below is shown with all that its file lets run unasked', async () => {
  const { write, ask } = world()
  write('sub/deep/.claude/skills/below/SKILL.md', `${ALLOWING}\n!\`rm x\``)
  expect(await ask('below')).toEqual({
    codes: ['skill_not_shown'],
    skills: [
      {
        path: 'sub/deep/.claude/skills/below/SKILL.md',
        brings: 'name: n\nallowed-tools: Bash(touch *)\nruns: !`rm x`',
        is_whole: true,
      },
    ],
  })
})

test.each([
  ['by its folder', 'sub:plain', 'sub/.claude/skills/plain/SKILL.md'],
  ['in a group', 'team:plain', 'sub/.claude/skills/team/plain/SKILL.md'],
  ['as a command', 'plain', 'a/b/.claude/commands/plain.md'],
  ['with a slash', '/plain', 'a/.claude/skills/plain/SKILL.md'],
  ['in a folder that is hidden', 'plain', '.x/node_modules/y/.claude/skills/plain/SKILL.md'],
])('it is found %s', async (_, name, file) => {
  const { write, ask } = world()
  write(file, ALLOWING)
  expect((await ask(name)).skills.map((one) => one.path)).toEqual([file])
})

test('nothing is said of one that brings text alone, of the folder’s own, of another name, of another tool', async () => {
  const { write, ask } = world()
  write('sub/.claude/skills/plain/SKILL.md', PLAIN)
  write('.claude/skills/own/SKILL.md', ALLOWING)
  write('sub/.claude/skills/other/SKILL.md', ALLOWING)
  for (const name of ['plain', 'own', 'unknown', '', '..:..:etc', 'a/b', 'a:']) {
    expect(await ask(name)).toEqual({ codes: [], skills: [] })
  }
  expect((await ask('other', 'Read')).skills).toEqual([])
})

test('more files of one name than anybody reads, and one without an end, are told as not whole', async () => {
  const { write, ask } = world()
  for (let number = 0; number < 7; number += 1) {
    write(`p${number}/.claude/skills/below/SKILL.md`, ALLOWING)
  }
  const many = await ask('below')
  expect(many.codes).toEqual(['skill_not_shown', 'skill_not_found'])
  expect(many.skills).toHaveLength(5)
  write('long/.claude/skills/long/SKILL.md', `---\nallowed-tools: ${'x'.repeat(100_000)}\n---\n`)
  const [long] = (await ask('long')).skills
  expect([long?.is_whole, long?.brings.length]).toEqual([false, 64 * 1024])
})

test('one that cannot be read is told of, and nested YAML in one stops nobody', async () => {
  const { write, ask } = world()
  write('big/.claude/skills/big/SKILL.md', `${ALLOWING}${'x'.repeat(300_000)}`)
  expect((await ask('big')).skills).toEqual([
    { path: 'big/.claude/skills/big/SKILL.md', brings: '(It is larger than 256 KiB.)', is_whole: false },
  ])
  for (const [name, part] of [
    ['flow', '[{'],
    ['keys', '? '],
    ['items', '- ? '],
  ] as const) {
    write(`deep/.claude/skills/${name}/SKILL.md`, `---\n${part.repeat(4_000)}\n---\n`)
    expect((await ask(name)).codes).toContain('skill_not_shown')
  }
})
