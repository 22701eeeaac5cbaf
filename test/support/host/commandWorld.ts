import { realpathSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import { SessionId, UserId } from '#shared/ids.ts'
import { Exec } from '#shared/operations/exec.ts'
import { Commands } from '#server/host/commands/commands.ts'
import { createLocalRunner } from '#server/host/runners/local/localRunner.ts'
import { systemClock, systemIds } from '#server/platform/clock.ts'
import { FakeTime } from '#test/fakes/fakeTime.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

/** Real commands of a session in a folder of its own; only the time-outs are the test's. */
export class CommandWorld {
  readonly time = new FakeTime()
  readonly folder = realpathSync(temporaryFolder())
  readonly session = {
    id: SessionId.parse(systemIds.uuid()),
    user_id: UserId.parse('owner'),
    workspace_path: this.folder,
  }
  readonly commands: Commands

  constructor(environment: Readonly<Record<string, string>> = {}, dataDir = temporaryFolder()) {
    this.commands = new Commands({
      runner: createLocalRunner({ clock: systemClock }),
      folders: { resolve: async (folder) => folder },
      clock: systemClock,
      ids: systemIds,
      timers: this.time,
      dataDir,
      environment: async () => ({ PATH: process.env['PATH'] ?? '', ...environment }),
      isLocalOwner: (userId) => userId === 'owner',
    })
    onTestFinished(() => this.commands.close())
  }

  async start(asked: Omit<Partial<Exec>, 'session_id'>): Promise<string> {
    const { exec_id } = await this.commands.start(this.session, this.asked(asked))
    return exec_id
  }

  asked(asked: Omit<Partial<Exec>, 'session_id'>): Exec {
    return Exec.parse({ session_id: this.session.id, ...asked })
  }

  /** Reads from `after` until `isEnough` of what was printed, or the end. */
  async readUntil(execId: string, isEnough: (printed: Printed) => boolean, after = 0): Promise<Printed> {
    const printed: Printed = { stdout: '', stderr: '', order: [], next: after, end: null }
    while (!isEnough(printed) && printed.end === null) {
      const { chunks, next, end } = await this.commands.read(this.session.id, execId, printed.next)
      for (const { stream, base64 } of chunks) {
        printed[stream] += Buffer.from(base64, 'base64').toString('utf8')
        printed.order.push(stream)
      }
      printed.next = next
      printed.end = end
    }
    return printed
  }

  /** Runs to its end. */
  async run(asked: Omit<Partial<Exec>, 'session_id'>): Promise<Printed> {
    return this.readUntil(await this.start(asked), () => false)
  }
}

export interface Printed {
  stdout: string
  stderr: string
  order: string[]
  next: number
  end: Awaited<ReturnType<Commands['read']>>['end']
}
