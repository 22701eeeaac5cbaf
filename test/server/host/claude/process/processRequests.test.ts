import { expect, test } from 'vitest'
import { MessageId } from '#shared/ids.ts'
import { ControlChannel } from '#server/host/claude/protocol/control.ts'
import { ProcessRequests } from '#server/host/claude/process/processRequests.ts'

test('files that may have been put back by a Claude Code that ended are not called untouched', async () => {
  const control = new ControlChannel({ newId: () => 'one', write: () => control.close('Claude Code has ended.') })
  const asked = new ProcessRequests(control).rewindFiles(MessageId.parse('message'), { isTrial: false })
  await expect(asked).rejects.toThrow(
    'It is not certain whether the files were put back. Claude Code has ended. Look at the files before you go on.',
  )
})

test('a trial that fails has touched no file, and says only why', async () => {
  const control = new ControlChannel({ newId: () => 'one', write: () => control.close('Claude Code has ended.') })
  const asked = new ProcessRequests(control).rewindFiles(MessageId.parse('message'), { isTrial: true })
  await expect(asked).rejects.toThrow(/^Claude Code has ended\.$/)
})
