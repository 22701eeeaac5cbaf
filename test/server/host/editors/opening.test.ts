import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { HostWorld, owner } from '#test/support/host/hostWorld.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { until } from '#test/support/until.ts'

test('a folder is opened in a program that was found: one word, without a shell, without what is Homeport’s own', async () => {
  const bin = temporaryFolder()
  const told = path.join(bin, 'told')
  writeFileSync(
    path.join(bin, 'code'),
    `#!/bin/sh\n{ printf '%s|' "$#" "$1"; env; } > ${told}.new && mv ${told}.new ${told}\n`,
    { mode: 0o755 },
  )
  const world = await HostWorld.start({ PATH: `${bin}:/usr/bin:/bin`, DISPLAY: ':0' })
  const folder = path.join(temporaryFolder(), '$(touch hacked) it’s')
  mkdirSync(folder)
  const { id } = await world.call('session.create', { project_path: folder }, owner)
  expect((await world.call('editor.list', {}, owner)).editors).toContainEqual({ editor: 'vscode', name: 'VS Code' })
  await world.call('editor.open', { session_id: id, editor: 'vscode' }, owner)
  const text = await until(
    () => {
      try {
        return readFileSync(told, 'utf8')
      } catch {
        return null
      }
    },
    { what: 'the editor' },
  )
  expect(text.startsWith(`1|${folder}|`)).toBe(true)
  expect(text).not.toContain('HOMEPORT')
  await expect(world.call('editor.open', { session_id: id, editor: 'cursor' }, owner)).rejects.toMatchObject({
    code: 'SESSION_003',
  })
})
