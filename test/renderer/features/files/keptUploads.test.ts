import { expect, test } from 'vitest'
import { idOf, keepId } from '#renderer/features/files/uploads/kept.ts'

test('where the browser stores nothing, an upload is known for as long as the page lives', () => {
  // Here there is no storage at all.
  keepId('upload.s/1.2/large.bin', 'an-upload')
  expect(idOf('upload.s/1.2/large.bin')).toBe('an-upload')
  expect(idOf('upload.s/1.2/other.bin')).toBe('')
  keepId('upload.s/1.2/large.bin', null)
  expect(idOf('upload.s/1.2/large.bin')).toBe('')
})
