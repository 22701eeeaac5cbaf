import { type ReactNode, useState } from 'react'
import { screenSize } from '#renderer/state/browser/screen.ts'
import { useStore } from '#renderer/state/store.ts'

/** How a line of the list stands to its diff. */
export interface Opening {
  readonly isOpen: boolean
  /** The diff follows the line itself; else it stands below the whole list. */
  readonly isInPlace: boolean
  readonly onToggle: () => void
}

interface FilesWithDiffProps<F extends { readonly path: string }> {
  readonly files: readonly F[]
  readonly renderRow: (file: F, opening: Opening) => ReactNode
  readonly renderOpened: (file: F) => ReactNode
  /** Remarks below the list. */
  readonly children: ReactNode
}

/** Files that changed and the diff of the chosen one below them, the first from the start; on phones each opens in place. */
export function FilesWithDiff<F extends { readonly path: string }>(props: FilesWithDiffProps<F>) {
  const isPhone = useStore(screenSize, (size) => size === 'phone')
  return isPhone ? <InPlace {...props} /> : <Beneath {...props} />
}

function InPlace<F extends { readonly path: string }>({
  files,
  renderRow,
  renderOpened,
  children,
}: FilesWithDiffProps<F>) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(files.slice(0, 1).map(({ path }) => path)))
  const toggle = (path: string) => {
    const next = new Set(open)
    if (!next.delete(path)) {
      next.add(path)
    }
    setOpen(next)
  }
  return (
    <div className="thin-scroll min-h-0 flex-1 overflow-y-auto pb-[max(24px,env(safe-area-inset-bottom))]">
      <ul>
        {files.map((file) => (
          <li key={file.path} className="border-b border-line">
            {renderRow(file, { isOpen: open.has(file.path), isInPlace: true, onToggle: () => toggle(file.path) })}
            {open.has(file.path) && renderOpened(file)}
          </li>
        ))}
      </ul>
      {children}
    </div>
  )
}

function Beneath<F extends { readonly path: string }>({
  files,
  renderRow,
  renderOpened,
  children,
}: FilesWithDiffProps<F>) {
  const [chosen, setChosen] = useState<string | null>(null)
  const shown = files.find(({ path }) => path === chosen) ?? files[0]
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="thin-scroll max-h-[40%] flex-none overflow-y-auto">
        <ul>
          {files.map((file) => (
            <li key={file.path}>
              {renderRow(file, { isOpen: file === shown, isInPlace: false, onToggle: () => setChosen(file.path) })}
            </li>
          ))}
        </ul>
        {children}
      </div>
      {shown !== undefined && (
        <div key={shown.path} className="thin-scroll min-h-0 flex-1 overflow-y-auto border-t border-line pb-6">
          {renderOpened(shown)}
        </div>
      )}
    </div>
  )
}
