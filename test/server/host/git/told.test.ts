import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { GitChanged } from '#shared/session/events.ts'
import { ChangesWorld } from '#test/support/host/changesWorld.ts'
import { owner } from '#test/support/host/hostWorld.ts'

test('whoever follows a session hears that its repository changed', async () => {
  const changes = await ChangesWorld.start({
    git: true,
    prepare: (folder) => writeFileSync(`${folder}/a.txt`, 'a\n'),
  })
  const heard = changes.hear()
  writeFileSync(changes.file('a.txt'), 'b\n')
  const at = { session_id: changes.id }
  await changes.world.call('git.stage', { ...at, paths: ['a.txt'] }, owner)
  const told = heard.find(({ type }) => type === 'git_changed')
  expect(GitChanged.parse(JSON.parse(String(told?.payload)))).toMatchObject({ session_id: changes.id, data: {} })
  const { files } = await changes.world.call('git.status', at, owner)
  expect(files).toMatchObject([{ path: 'a.txt', staged: 'modified', unstaged: null }])
})
