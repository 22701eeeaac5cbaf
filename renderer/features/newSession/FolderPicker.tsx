import { Folder as FolderIcon, FolderGit2, FolderUp } from 'lucide-react'
import { useState } from 'react'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { TextInput } from '#renderer/ui/Field.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { useFolders } from './useFolders.ts'
import * as words from './words.ts'

/** Picks a folder on the workstation, by browsing or by searching below the current one. */
export function FolderPicker({ onPick }: { onPick: (path: string) => void }) {
  const [path, setPath] = useState<string | null>(null)
  const [query, setQuery] = useState('')
  const folders = useFolders(path, query)
  const here = folders.kind === 'listed' ? folders.list.path : path
  return (
    <div className="rounded-card border border-line bg-surface">
      <div className="flex flex-wrap items-center gap-2 border-b border-line p-2">
        <TextInput
          type="search"
          aria-label={words.searchFolders}
          placeholder={words.searchFoldersHint}
          className="min-w-40 flex-1"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        {here !== null && (
          <Button onClick={() => onPick(here)} title={withMarks(here)}>
            {words.toUseThisFolder}
          </Button>
        )}
      </div>
      <p className="truncate px-3 pt-2 font-mono text-xs text-muted" title={withMarks(here ?? '')}>
        <Marked text={here ?? ' '} code />
      </p>
      <FolderList folders={folders} isSearch={query.trim() !== ''} onEnter={enter} onPick={onPick} />
    </div>
  )

  function enter(next: string): void {
    setQuery('')
    setPath(next)
  }
}

function FolderList(props: {
  folders: ReturnType<typeof useFolders>
  isSearch: boolean
  onEnter: (path: string) => void
  onPick: (path: string) => void
}) {
  const { folders, isSearch, onEnter, onPick } = props
  if (folders.kind !== 'listed') {
    // As high as the list, which would push away what is below it.
    return (
      <div className="h-60 p-1">
        {folders.kind === 'loading' ? <Loading what={words.readingFolders} /> : <Problem>{folders.message}</Problem>}
      </div>
    )
  }
  const { parent, folders: found, truncated } = folders.list
  return (
    <ul className="thin-scroll h-60 overflow-y-auto p-1" aria-label={words.folders}>
      {parent !== null && !isSearch && (
        <Entry Icon={FolderUp} name=".." label={words.parentFolder} onOpen={() => onEnter(parent)} />
      )}
      {found.map((folder) => (
        <Entry
          key={folder.path}
          Icon={folder.is_git ? FolderGit2 : FolderIcon}
          name={isSearch ? folder.path : folder.name}
          label={folder.is_git ? words.gitRepository(withMarks(folder.name)) : withMarks(folder.name)}
          onOpen={() => onEnter(folder.path)}
          onPick={() => onPick(folder.path)}
        />
      ))}
      {found.length === 0 && (
        <li className="p-3 text-muted">{isSearch ? words.noFolderMatches : words.noFoldersInHere}</li>
      )}
      {truncated && <li className="px-3 py-2 text-xs text-muted">{words.thereAreMoreSearchTo}</li>}
    </ul>
  )
}

function Entry(props: {
  Icon: typeof FolderIcon
  name: string
  label: string
  onOpen: () => void
  onPick?: () => void
}) {
  const { Icon } = props
  return (
    <li className="group flex items-center">
      <button
        type="button"
        aria-label={words.openLabel(props.label)}
        onClick={props.onOpen}
        className="smooth flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded-control px-2 text-left touch:min-h-11 hover:bg-raised"
      >
        <Icon className="size-4 shrink-0 text-muted" aria-hidden="true" />
        <span dir="auto" className="min-w-0 truncate" title={withMarks(props.name)}>
          <Marked text={props.name} code />
        </span>
      </button>
      {props.onPick !== undefined && (
        <Button variant="ghost" aria-label={words.toUseLabel(props.label)} onClick={props.onPick}>
          {words.use}
        </Button>
      )}
    </li>
  )
}
