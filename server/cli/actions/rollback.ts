import { existsSync } from 'node:fs'
import BetterSqlite3 from 'better-sqlite3'
import { HomeportError } from '#shared/errors.ts'
import { storeModules } from '#server/gateway/compose.ts'
import { storeSchema } from '#server/gateway/store/openStore.ts'
import { migrations } from '#server/host/store/migrations.ts'
import { migrations as changesMigrations } from '#server/host/workspaces/checkpoints/keeping/migrations.ts'
import { systemClock } from '#server/platform/clock.ts'
import { failureText } from '#server/platform/failure.ts'
import { type DatabaseCopy, copiesOf } from '#server/platform/files/copies/databaseCopies.ts'
import { putBack } from '#server/platform/files/copies/putBack.ts'
import { type Schema, schemaOf } from '#server/platform/files/database.ts'
import { holdInstanceLock } from '#server/platform/files/instanceLock.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import { findHost } from '../../processes/hostProcess.ts'
import { findRunningServer } from '../../processes/runningServer.ts'
import { pathsOf } from '../dataDir.ts'
import { type Lost, lostSince } from './rollback/lostSince.ts'

export interface RollbackFlags {
  readonly dataDir?: string | undefined
  readonly list?: boolean | undefined
  readonly to?: string | undefined
  readonly yes?: boolean | undefined
  readonly json?: boolean | undefined
}

interface Kept {
  readonly file: string
  readonly schema: Schema
}

/** What is said of one copy, in words and for programs. */
interface Told {
  readonly text: string
  readonly facts: Readonly<Record<string, unknown>>
}

interface Step extends Kept {
  readonly copy: DatabaseCopy
}

/**
 * Goes back to copies of the databases: those that this version can read, of the databases that it cannot read, or the one
 * that is named. Without `yes` it only says what would be lost. Returns what is to be printed.
 * @throws HomeportError SETTINGS_001 when there is nothing to go back to, HOST_001 while Homeport runs. Nothing was
 * changed then.
 */
export function rollback(flags: RollbackFlags): string {
  const paths = pathsOf(flags)
  const databases: readonly Kept[] = [
    { file: paths.sessionsDb, schema: schemaOf(paths.sessionsDb, migrations) },
    { file: paths.homeportDb, schema: storeSchema(paths.homeportDb, storeModules) },
    { file: paths.changesDb, schema: schemaOf(paths.changesDb, changesMigrations) },
  ]
  if (flags.list === true) {
    return printed(flags, databases.flatMap(({ file }) => copiesOf(file)).map(listed))
  }
  const release = holdStopped(paths)
  try {
    const steps = flags.to === undefined ? stepsFor(databases) : [stepTo(databases, flags.to)]
    const lost = steps.map((step) => lostSince(step.file, step.copy))
    const told = flags.yes === true ? steps.map((step, index) => done(step, lost[index])) : lost.map(wouldLose)
    return printed(flags, told)
  } finally {
    release()
  }
}

const NO_COPIES = 'There are no copies: no update has changed a database yet.'

/** Nobody starts a server or a host meanwhile. */
function holdStopped(paths: Paths): () => void {
  if (!existsSync(paths.runDir)) {
    throw refusal(`${paths.dataDir} holds no Homeport that could go back. Nothing was changed.`)
  }
  if (findRunningServer(paths) !== null || findHost(paths) !== null) {
    throw running()
  }
  const locks = ['gateway.lock', 'host.lock'].map((name) => holdInstanceLock(`${paths.runDir}/${name}`))
  const release = () => locks.forEach((unlock) => unlock?.())
  if (locks.includes(null)) {
    release()
    throw running()
  }
  return release
}

function running(): HomeportError {
  return new HomeportError(
    'HOST_001',
    'Homeport is running. Nothing was changed. "homeport stop" ends it, sessions with it; then try again.',
  )
}

/** For each database that this version cannot read, its newest copy that it can. */
function stepsFor(databases: readonly Kept[]): readonly Step[] {
  const unreadable = databases.filter(({ file, schema }) => existsSync(file) && !isReadable(file, schema))
  if (unreadable.length === 0) {
    throw refusal(
      'This version of Homeport reads what is there. Nothing was changed. Install the version that you want to go back ' +
        'to, and run "homeport rollback" there; or name a copy: "homeport rollback --list", "homeport rollback --to COPY".',
    )
  }
  return unreadable.map(({ file, schema }) => {
    const copy = copiesOf(file).find((one) => isReadable(one.path, schema))
    if (copy === undefined) {
      throw refusal(`There is no copy of ${file} that this version of Homeport can read. Nothing was changed.`)
    }
    return { file, schema, copy }
  })
}

function stepTo(databases: readonly Kept[], name: string): Step {
  for (const { file, schema } of databases) {
    const copy = copiesOf(file).find((one) => one.name === name)
    if (copy !== undefined) {
      return { file, schema, copy }
    }
  }
  throw refusal(`There is no copy ${name}. Nothing was changed. "homeport rollback --list" names those that there are.`)
}

/** Whether this version knows all that the database holds; a damaged one is not readable. */
function isReadable(file: string, schema: Schema): boolean {
  try {
    const database = new BetterSqlite3(file, { readonly: true, fileMustExist: true })
    try {
      schema.refuse(database)
      return true
    } finally {
      database.close()
    }
  } catch {
    return false
  }
}

function done({ file, copy }: Step, lost: Lost | undefined): Told {
  try {
    const kept_as = putBack(copy.path, file, systemClock.timestamp())
    const text = `${file} is what it was on ${copy.time}. What it was until now is kept as ${kept_as}.`
    return { text, facts: { copy: copy.name, kept_as, lost: lost?.counts ?? null } }
  } catch (error) {
    throw new HomeportError(
      'SETTINGS_001',
      `${file} cannot go back to ${copy.name}: ${failureText(error)}. It is as it was.`,
      { cause: error, details: { problem: 'unusable', path: file } },
    )
  }
}

function wouldLose(lost: Lost): Told {
  return {
    text: `${lost.text}\nNothing was changed yet: --yes goes back.`,
    facts: { copy: lost.copy.name, lost: lost.counts },
  }
}

function listed(copy: DatabaseCopy): Told {
  const { name, schema, time, bytes } = copy
  return { text: `${name}  ${time}  schema ${schema}  ${bytes} bytes`, facts: { name, schema, time, bytes } }
}

function printed({ json }: RollbackFlags, items: readonly Told[]): string {
  if (json === true) {
    return `${JSON.stringify(items.map(({ facts }) => facts))}\n`
  }
  return `${items.length === 0 ? NO_COPIES : items.map(({ text }) => text).join('\n')}\n`
}

function refusal(message: string): HomeportError {
  return new HomeportError('SETTINGS_001', message, { details: { problem: 'unusable' } })
}
