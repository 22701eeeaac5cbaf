import type { SessionId } from '#shared/ids.ts'
import { loadItem, storeItem } from '#renderer/state/browser/browserStorage.ts'
import { createStore, type Store } from '#renderer/state/store.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { onOutsideNews } from './outsideNews.ts'
import { type ListedFolder, type TreeState, folderOf } from './treeRows.ts'

const PAGE = 2000
const MAX_PAGE = 10_000
const SHOWS_IGNORED = 'files.ignored'

/** The files of one session as the page knows them: folders are listed when they are opened. */
export class FileTree {
  readonly #session: SessionId
  readonly #state = createStore<TreeState>({ folders: new Map(), expanded: new Set() })
  readonly state: Store<TreeState> = this.#state

  constructor(session: SessionId) {
    this.#session = session
  }

  get showsIgnored(): boolean {
    return loadItem(SHOWS_IGNORED) !== 'no'
  }

  /** Lists again all that is open; what was there stays until then. */
  async refresh(): Promise<void> {
    const { expanded } = this.#state.get()
    await Promise.all(['', ...expanded].map((folder) => this.list(folder)))
  }

  /** Lists what is open, and follows what anybody changes in the folder, until the answer is called. */
  follow(): () => void {
    void this.refresh()
    return onOutsideNews(this.#session, (paths) => {
      const listed = paths === null ? null : new Set([...paths].map((path) => this.#listedAbove(path)))
      void (listed === null ? this.refresh() : Promise.all([...listed].map((folder) => this.list(folder))))
    })
  }

  /** The nearest folder above that is listed: what came below an unknown folder is a new line in it. */
  #listedAbove(path: string): string {
    const { folders } = this.#state.get()
    let folder = folderOf(path)
    while (folder !== '' && folders.get(folder)?.kind !== 'ready') {
      folder = folderOf(folder)
    }
    return folder
  }

  showIgnored(isShown: boolean): void {
    storeItem(SHOWS_IGNORED, isShown ? null : 'no')
    void this.refresh()
  }

  async expand(path: string): Promise<void> {
    const { folders, expanded } = this.#state.get()
    this.#state.set({ folders, expanded: new Set([...expanded, path]) })
    await this.list(path)
  }

  collapse(path: string): void {
    const { folders, expanded } = this.#state.get()
    const isInside = (other: string) => other === path || other.startsWith(`${path}/`)
    this.#state.set({ folders, expanded: new Set([...expanded].filter((other) => !isInside(other))) })
  }

  /** Opens the folders above a path, so that its line is there. */
  async reveal(path: string): Promise<void> {
    const folder = folderOf(path)
    if (folder !== '') {
      await this.reveal(folder)
      await this.expand(folder)
    }
  }

  /** Lists a folder from its beginning, or goes on behind a page of it. */
  async list(path: string, cursor?: string): Promise<void> {
    const before = this.#state.get().folders.get(path)
    if (before === undefined) {
      this.#put(path, { kind: 'loading' })
    }
    try {
      // As many as were there: a list that was read on does not become short again.
      const known = cursor === undefined && before?.kind === 'ready' ? before.entries.length : 0
      const limit = Math.min(MAX_PAGE, Math.max(PAGE, known))
      const asked = { session_id: this.#session, path, ignored: this.showsIgnored, limit }
      const page = await connection.client.call('file.list', cursor === undefined ? asked : { ...asked, cursor })
      const kept = cursor === undefined || before?.kind !== 'ready' ? [] : before.entries
      this.#put(path, { kind: 'ready', entries: [...kept, ...page.files], cursor: page.next_cursor })
    } catch (error) {
      this.#put(path, { kind: 'failed', message: errorMessage(error) })
    }
  }

  #put(path: string, listed: ListedFolder): void {
    const { folders, expanded } = this.#state.get()
    this.#state.set({ folders: new Map(folders).set(path, listed), expanded })
  }
}

const trees = new Map<SessionId, FileTree>()
const MAX_TREES = 4

/** The tree of a session; those of the last few stay as they were left. */
export function treeOf(session: SessionId): FileTree {
  const tree = trees.get(session) ?? new FileTree(session)
  trees.delete(session)
  trees.set(session, tree)
  const [oldest] = trees.keys()
  if (trees.size > MAX_TREES && oldest !== undefined) {
    trees.delete(oldest)
  }
  return tree
}
