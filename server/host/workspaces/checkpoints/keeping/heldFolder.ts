import path from 'node:path'
import type { FileNews } from '#shared/session/changes.ts'
import type { Look } from '../../watch/look.ts'
import type { KeepingBounds } from '../questions.ts'
import type { Contents } from './contents.ts'
import { FolderState, type FolderStateDeps } from './folderState.ts'
import { type GitFolder, gitBlob, gitFolder } from './gitContents.ts'
import { inFolder, readVersion, statInside } from './safeFile.ts'
import { type MaybeVersion, PENDING, type Version, gitIdOf, hashOf, isKnown } from './version.ts'
import { isPassedOver, walk } from './walk.ts'

/** What is read ahead is read so long at a time, and rests so long then: sessions and looks go first. */
const SLICE_MS = 8
const REST_MS = 16

/** Of more a viewer is told that there are many. */
const MAX_UNTOLD = 2_000

/** A larger file is not replaced by a put back: it could not be undone. */
const MOST_BEFORE_LOSS = 64 * 1024 * 1024

export interface HeldFolderDeps extends FolderStateDeps {
  readonly contents: Contents
  readonly env: Readonly<Record<string, string | undefined>>
  readonly dataDir: string
  readonly bounds: () => KeepingBounds
  /** Nothing new is begun any more. */
  readonly isStopping: () => boolean
}

/** A folder that is looked at: what is in it, and the contents of its files, which are kept before anybody changes them. */
export class HeldFolder {
  readonly state: FolderState
  readonly #deps: HeldFolderDeps
  #git: GitFolder | null = null
  #looked: Promise<unknown> = Promise.resolve()
  #reading: Promise<void> | null = null
  #isTooLarge = false
  /** What was found when nobody asked for news: whoever asks next hears of it. */
  #untold: FileNews[] = []

  constructor(folder: string, deps: HeldFolderDeps) {
    this.#deps = deps
    this.state = new FolderState(folder, deps)
  }

  get isTooLarge(): boolean {
    return this.#isTooLarge
  }

  /** Looks at all of it. Its news, and all that was found before and told nobody. */
  async look(): Promise<Look> {
    const look = await this.#lookInTurn()
    return { ...look, news: [...this.#takeUntold(), ...look.news] }
  }

  /** As `look`, for somebody who does not pass on its news. */
  async lookQuietly(): Promise<void> {
    this.keepNews((await this.#lookInTurn()).news)
  }

  /** What a change is that was found in another way: told with the next news. */
  keepNews(news: readonly FileNews[]): void {
    this.#untold.push(...news.slice(0, Math.max(0, MAX_UNTOLD - this.#untold.length)))
  }

  #takeUntold(): FileNews[] {
    const untold = this.#untold
    this.#untold = []
    return untold
  }

  /** One look at a time: whoever asks meanwhile gets the next one. */
  #lookInTurn(): Promise<Look> {
    const own = this.#looked.then(() => this.#lookNow())
    // Whoever asked hears of a failure; the next look does not care.
    this.#looked = own.then(ignore, ignore)
    return own
  }

  /** Looks at these; where one may be a folder that came or went, at everything. */
  async scan(paths: readonly string[], at: number): Promise<FileNews[]> {
    const relatives = paths
      .filter((absolute) => !this.#isWithout(absolute))
      .map((absolute) => path.relative(this.state.folder, absolute).split(path.sep).join('/'))
      .filter((relative) => relative !== '' && !isPassedOver(relative) && isInside(relative))
    const mayBeFolder = relatives.some((relative) => {
      const stats = statInside(this.state.folder, relative)
      return stats === null ? this.state.version(relative) === null : stats.isDirectory()
    })
    const news = relatives.map((relative) => this.state.look(relative, at)).filter((one) => one !== null)
    await this.state.save()
    return [...this.#takeUntold(), ...news, ...(mayBeFolder ? (await this.look()).news : [])]
  }

  /** Keeps the contents of all that may be kept, the latest changed first. What changes before it is read is not. */
  read(): Promise<void> {
    return (this.#reading ??= this.#readNow().finally(() => {
      this.#reading = null
    }))
  }

  /** The bytes of a version that is or was here; null: they are not kept. */
  async bytes(version: MaybeVersion): Promise<Uint8Array | null> {
    if (version === null || !isKnown(version.content)) {
      return null
    }
    if (!version.content.startsWith('git:')) {
      return this.#deps.contents.read(version.content)
    }
    const blob = { id: version.content.slice('git:'.length), max_bytes: this.#deps.bounds().file_bytes }
    const bytes = await gitBlob(this.state.folder, blob, this.#deps.env)
    // A filter between repository and folder (line ends, large files) changes what is in a file.
    return bytes !== null && bytes.length === version.size ? bytes : null
  }

  /** The version with its content kept as our own, whatever kept it before; `known`: what it may be the same as. */
  async keep(relative: string, version: MaybeVersion, known: MaybeVersion = null): Promise<MaybeVersion> {
    if (version === null || version.content === null) {
      return version
    }
    if (version.content === PENDING || version.content.startsWith('git:')) {
      const bytes =
        version.content === PENDING
          ? this.#readHere(relative, version, this.#deps.bounds().file_bytes)
          : await this.bytes(version)
      return { ...version, content: bytes === null ? null : this.#keptAs(bytes, known) }
    }
    return version
  }

  /** As `keep`, for a file that is about to be replaced: also one that is larger than those that are kept otherwise. */
  async keepBeforeLoss(relative: string, version: MaybeVersion): Promise<MaybeVersion> {
    const kept = await this.keep(relative, version)
    const bytes = kept !== null && kept.content === null ? this.#readHere(relative, kept, MOST_BEFORE_LOSS) : null
    return kept === null || bytes === null ? kept : { ...kept, content: this.#deps.contents.add(bytes) }
  }

  /** The version with the hash of its content, which is read where nobody knows it, and not kept. */
  known(relative: string, version: MaybeVersion): MaybeVersion {
    if (version === null || isKnown(version.content)) {
      return version
    }
    const bytes = this.#readHere(relative, version, this.#deps.bounds().file_bytes)
    return bytes === null ? version : { ...version, content: hashOf(bytes) }
  }

  #keptAs(bytes: Uint8Array, known: MaybeVersion): string {
    const isThat =
      known?.content?.startsWith('git:') === true && gitIdOf(bytes, known.content.slice(4)) === known.content.slice(4)
    return isThat ? (known.content ?? '') : this.#deps.contents.add(bytes)
  }

  async #lookNow(): Promise<Look> {
    const { state } = this
    const since = this.#deps.times.now()
    this.#git = await gitFolder(state.folder, this.#deps.env)
    const unseen = new Set([...state.entries()].map(([relative]) => relative))
    const news: FileNews[] = []
    const note = (one: FileNews | null) => one !== null && news.push(one)
    const end = await walk(state.folder, {
      without: new Set([this.#deps.dataDir, ...(this.#git?.ignored ?? [])]),
      visit: (relative) => {
        unseen.delete(relative)
        note(state.visit(relative))
      },
    })
    this.#isTooLarge = end.is_too_large
    if (!end.is_too_large) {
      // Gone, or passed over from now on.
      unseen.forEach((relative) => note(state.look(relative, state.folderChangedAt(relative))))
    }
    state.known(since)
    await state.save()
    return { ...end, news, files: state.size }
  }

  async #readNow(): Promise<void> {
    const { file_bytes, total_bytes } = this.#deps.bounds()
    const waiting = [...this.state.entries()].filter(([, { content }]) => content === PENDING)
    let room = total_bytes
    for (const [, { content, size }] of this.state.entries()) {
      room -= isKnown(content) && !content.startsWith('git:') ? size : 0
    }
    const latest = waiting
      .map(([relative, version]) => ({ relative, version, at: Number(version.stamp.split(':')[2]) }))
      .toSorted((one, other) => other.at - one.at)
    let since = performance.now()
    for (const { relative, version } of latest) {
      if (this.#deps.isStopping()) {
        return
      }
      room -= this.#readOne(relative, version, Math.min(room, file_bytes))
      if (performance.now() - since > SLICE_MS) {
        await this.state.save()
        await new Promise((resolve) => setTimeout(resolve, REST_MS))
        since = performance.now()
      }
    }
    await this.state.save()
  }

  /** Keeps one content, where Git does not have it already. Returns how many bytes of ours it takes. */
  #readOne(relative: string, version: Version, limit: number): number {
    if (this.state.version(relative) !== version) {
      return 0
    }
    const clean = version.kind === 'file' ? this.#git?.clean.get(relative) : undefined
    const bytes = clean === undefined ? this.#readHere(relative, version, limit) : null
    const own = bytes === null ? null : this.#deps.contents.add(bytes)
    this.state.setContent(relative, clean === undefined ? own : `git:${clean}`)
    return bytes?.length ?? 0
  }

  #readHere(relative: string, version: Version, limit: number): Uint8Array | null {
    return version.size > limit ? null : readVersion(inFolder(this.state.folder, relative), version)
  }

  #isWithout(absolute: string): boolean {
    const without = [this.#deps.dataDir, ...(this.#git?.ignored ?? [])]
    return without.some((folder) => absolute === folder || absolute.startsWith(folder + path.sep))
  }
}

function ignore(): void {
  // Told to whoever asked.
}

function isInside(relative: string): boolean {
  return relative.split('/')[0] !== '..' && !path.isAbsolute(relative)
}
