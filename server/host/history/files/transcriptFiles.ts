import { type Dirent, lstatSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { failureCode } from '#server/platform/failure.ts'
import { type ReadStart, conversationOfAgent } from './agentFiles.ts'
import { folderTime } from './fileState.ts'
import { readStart } from './openTranscript.ts'

/** A transcript as it lies on the disk. */
export interface TranscriptFile {
  /** Below the folder of the projects, with `/`. */
  readonly path: string
  readonly conversation_id: string
  /** Of the sub-agent whose transcript it is; null: the conversation's own. */
  readonly agent: string | null
}

/** Deeper and wider than anybody's history: what a folder costs is bounded. */
const MOST_ENTRIES = 100_000

/** Some of them are opened. */
const STEP_ENTRIES = 100

const CONVERSATION = /^(?<id>[\w-]{1,100})\.jsonl$/
const AGENT = /^agent-(?<id>[\w-]{1,100})\.jsonl$/

/** A folder that holds transcripts, or folders of them. Its time changes when one comes or goes. */
export interface Listed {
  readonly files: readonly TranscriptFile[]
  /**
   * Every folder that was looked into, below the folder of the projects ('' is that one), with its time from before it was
   * read: what comes in meanwhile makes it another one.
   */
  readonly folders: ReadonlyMap<string, number>
  /** Of these folders it is not known what they hold: they are there and could not be read. */
  readonly unread: readonly string[]
}

/** How files lie in a folder that is made like Claude Code's own. */
export interface Laid {
  /** Comes after each name. */
  readonly ending: string
  readonly readStart: ReadStart
}

/**
 * All transcripts below `projects/`. Links are not followed, and nothing outside is looked at: a link in there could lead
 * anywhere. An older Claude Code keeps those of sub-agents beside the conversation, a newer one in `ID/subagents`.
 * @throws Error of `node:fs` when the folder of the projects is there and cannot be read.
 */
export function listTranscripts(projects: string, laid: Laid = plainly(projects)): Listed {
  const steps = listing(projects, laid)
  for (;;) {
    const step = steps.next()
    if (step.done === true) {
      return step.value
    }
  }
}

/** As `listTranscripts`, a step of some milliseconds at a time. */
export function* listing(projects: string, laid: Laid = plainly(projects)): Generator<void, Listed> {
  const listed: Listing = { files: [], folders: new Map([['', folderTime(projects, '')]]), unread: [] }
  let entries = 0
  for (const { name: project } of namesIn(projects, '', listed).filter((entry) => entry.isDirectory())) {
    yield
    listed.folders.set(project, folderTime(projects, project))
    for (const entry of namesIn(projects, project, listed)) {
      entries += 1
      if (entries > MOST_ENTRIES) {
        return listed
      }
      if (entries % STEP_ENTRIES === 0) {
        yield
      }
      const at = `${project}/${entry.name}`
      if (entry.isDirectory() && /^[\w-]{1,100}$/.test(entry.name)) {
        listed.folders.set(at, folderTime(projects, at))
        addAgents(projects, { at, conversation_id: entry.name, ending: laid.ending }, listed)
      } else if (entry.isFile()) {
        addFile(at, laid, listed.files)
      }
    }
  }
  return listed
}

interface Listing extends Listed {
  readonly files: TranscriptFile[]
  readonly folders: Map<string, number>
  readonly unread: string[]
}

function addAgents(
  projects: string,
  { at, conversation_id, ending }: Pick<Laid, 'ending'> & { readonly at: string; readonly conversation_id: string },
  listed: Listing,
): void {
  const folder = `${at}/subagents`
  const time = folderTime(projects, folder)
  const found = namesIn(projects, folder, listed)
  if (time !== 0) {
    listed.folders.set(folder, time)
  }
  for (const entry of found) {
    const name = entry.isFile() ? without(ending, entry.name) : ''
    const agent = AGENT.exec(name)?.groups?.['id']
    if (agent !== undefined) {
      listed.files.push({ path: `${folder}/${name}`, conversation_id, agent })
    }
  }
}

function plainly(projects: string): Laid {
  return { ending: '', readStart: (at, bytes) => readStart(projects, at, bytes) }
}

function addFile(packed: string, laid: Laid, files: TranscriptFile[]): void {
  const at = without(laid.ending, packed)
  const name = path.posix.basename(at)
  const agent = AGENT.exec(name)?.groups?.['id']
  const id = CONVERSATION.exec(name)?.groups?.['id']
  const conversation_id = agent === undefined ? id : conversationOfAgent(laid.readStart, at)
  if (conversation_id !== undefined && conversation_id !== null) {
    files.push({ path: at, conversation_id, agent: agent ?? null })
  }
}

/** The name before the ending; empty where it has another one. */
function without(ending: string, name: string): string {
  return name.endsWith(ending) ? name.slice(0, name.length - ending.length) : ''
}

/** Entries of a folder that is one itself: not of one that a link leads to. */
function namesIn(projects: string, at: string, { unread }: Listing): readonly Dirent[] {
  const folder = path.join(projects, at)
  try {
    return at !== '' && !lstatSync(folder).isDirectory() ? [] : readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    if (isGone(error)) {
      return []
    }
    if (at === '') {
      throw error
    }
    unread.push(at)
    return []
  }
}

/** No folder is there, as opposed to one that may not be read, or cannot be now (`EACCES`, `EMFILE`, `EIO`). */
function isGone(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(failureCode(error) ?? '')
}
