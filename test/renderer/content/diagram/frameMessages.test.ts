import { expect, test } from 'vitest'
import { readFrameMessage } from '#renderer/content/diagram/frameMessages.ts'

test.each([
  { kind: 'needs', names: ['draw-a1b2c3d4.js'] },
  { kind: 'drawn', width: 640, height: 12.5 },
  { kind: 'failed' },
])('a frame may say %j', (message) => {
  expect(readFrameMessage(message)).toEqual(message)
})

test.each([
  null,
  'drawn',
  { kind: 'drawn' },
  { kind: 'drawn', width: 0, height: 5 },
  { kind: 'drawn', width: 20_001, height: 5 },
  { kind: 'drawn', width: Number.NaN, height: 5 },
  { kind: 'drawn', width: Infinity, height: 5 },
  { kind: 'drawn', width: '640', height: 5 },
  { kind: 'needs', names: [] },
  { kind: 'needs', names: Array.from({ length: 201 }, () => 'a') },
  { kind: 'needs', names: ['a'.repeat(101)] },
  { kind: 'go', to: 'https://example.com' },
])('a frame that says %j is not understood', (message) => {
  expect(readFrameMessage(message)).toBeNull()
})
