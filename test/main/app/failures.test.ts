import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import { endFailedStart, logFailures } from '#main/app/failures.ts'
import { ElectronDouble } from '#test/fakes/electron/electronDouble.ts'
import { FakeLog } from '#test/fakes/fakeLog.ts'

test('what gets loose in the main process is in its log', () => {
  const emitter = new EventEmitter()
  const log = new FakeLog()
  logFailures(emitter as unknown as NodeJS.Process, log)
  emitter.emit('uncaughtException', new Error('a bug'))
  emitter.emit('unhandledRejection', new Error('another'))
  expect(log.lines).toEqual(['error: an exception was not caught', 'error: a rejection was not handled'])
  expect(log.facts).toMatchObject([{ error: { message: 'a bug' } }, { error: { message: 'another' } }])
})

test.for<[string, Error]>([
  ['what is known is told in its own words', new HomeportError('SETTINGS_001', 'The data directory is a file.')],
  ['a bug names the log', new Error('The data directory is a file.')],
])('a program that cannot start says so and ends with 1: %s', ([what, error]) => {
  const { app, dialog } = new ElectronDouble()
  endFailedStart(error, { app, dialog, log: new FakeLog() })
  expect(dialog.errors).toEqual([expect.stringContaining('Homeport cannot start: The data directory is a file.')])
  expect(dialog.errors[0]?.includes('desktop.log')).toBe(what.includes('log'))
  expect([app.hasExited, app.exitCode]).toEqual([true, 1])
})
