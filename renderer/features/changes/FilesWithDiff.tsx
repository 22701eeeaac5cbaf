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

/** `key`: where the path alone does not tell it apart. */
interface Listed {
  readonly path: string
  readonly key?: string
}

interface Group<F extends Listed> {
  readonly name: string
  readonly heading: ReactNode
  readonly files: readonly F[]
}

interface FilesWithDiffProps<F extends Listed> {
  readonly groups: readonly Group<F>[]
  readonly renderRow: (file: F, opening: Opening) => ReactNode
  readonly renderOpened: (file: F) => ReactNode
  /** Remarks below the list. */
  readonly children: ReactNode
}

/** Files that changed and the diff of the chosen one below them, the first of the last group from the start; on phones each opens in place. */
export function FilesWithDiff<F extends Listed>(props: FilesWithDiffProps<F>) {
  const isPhone = useStore(screenSize, (size) => size === 'phone')
  return isPhone ? <InPlace {...props} /> : <Beneath {...props} />
}

/** Of the last group: what is to be done something about. */
function firstOf<F extends Listed>(groups: readonly Group<F>[]): readonly F[] {
  return groups.at(-1)?.files.slice(0, 1) ?? []
}

function keyOf({ key, path }: Listed): string {
  return key ?? path
}

function InPlace<F extends Listed>({ groups, renderRow, renderOpened, children }: FilesWithDiffProps<F>) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(firstOf(groups).map(keyOf)))
  const toggle = (key: string) => {
    const next = new Set(open)
    if (!next.delete(key)) {
      next.add(key)
    }
    setOpen(next)
  }
  return (
    <div className="thin-scroll min-h-0 flex-1 overflow-y-auto pb-[max(24px,env(safe-area-inset-bottom))]">
      <Groups
        groups={groups}
        className="border-b border-line"
        renderFile={(file) => {
          const key = keyOf(file)
          return (
            <>
              {renderRow(file, { isOpen: open.has(key), isInPlace: true, onToggle: () => toggle(key) })}
              {open.has(key) && renderOpened(file)}
            </>
          )
        }}
      />
      {children}
    </div>
  )
}

function Beneath<F extends Listed>({ groups, renderRow, renderOpened, children }: FilesWithDiffProps<F>) {
  const [chosen, setChosen] = useState<Listed | null>(null)
  const files = groups.flatMap((group) => group.files)
  const shown =
    files.find((file) => chosen !== null && keyOf(file) === keyOf(chosen)) ??
    // All of it may have gone to another group.
    files.find(({ path }) => path === chosen?.path) ??
    firstOf(groups)[0]
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="thin-scroll max-h-[40%] flex-none overflow-y-auto">
        <Groups
          groups={groups}
          renderFile={(file) =>
            renderRow(file, { isOpen: file === shown, isInPlace: false, onToggle: () => setChosen(file) })
          }
        />
        {children}
      </div>
      {shown !== undefined && (
        <div key={keyOf(shown)} className="thin-scroll min-h-0 flex-1 overflow-y-auto border-t border-line pb-6">
          {renderOpened(shown)}
        </div>
      )}
    </div>
  )
}

function Groups<F extends Listed>(props: {
  readonly groups: readonly Group<F>[]
  readonly className?: string
  readonly renderFile: (file: F) => ReactNode
}) {
  const { groups, className, renderFile } = props
  return groups.map(({ name, heading, files }) => (
    <section key={name}>
      {heading}
      <ul>
        {files.map((file) => (
          <li key={keyOf(file)} className={className}>
            {renderFile(file)}
          </li>
        ))}
      </ul>
    </section>
  ))
}
