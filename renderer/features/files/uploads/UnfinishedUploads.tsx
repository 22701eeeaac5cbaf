import { X } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { bytes } from '#renderer/format/bytes.ts'
import { useQuery } from '#renderer/state/query.ts'
import { Button, IconButton } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { giveUp } from './sendFile.ts'
import { type Unfinished, goOn, goOnWith, unfinishedIn } from './unfinished.ts'
import * as words from '../words.ts'

/** Large uploads that stopped with an earlier page: each goes on with its file, which the browser has or the person chooses again. */
export function UnfinishedUploads({ session_id }: { session_id: SessionId }) {
  const query = useMemo(() => unfinishedIn(session_id), [session_id])
  const state = useQuery(query)
  const all = state.kind === 'ready' ? state.value : []
  return all.length === 0 ? null : (
    <ul
      aria-label={words.unfinishedUploads}
      className="thin-scroll max-h-48 flex-none overflow-y-auto border-t border-line px-3 py-1"
    >
      {all.map((one) => (
        <Line key={one.name} one={one} onOver={() => query.set(all.filter(({ name }) => name !== one.name))} />
      ))}
    </ul>
  )
}

function Line({ one, onOver }: { one: Unfinished; onOver: () => void }) {
  const picker = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isAsking, setAsking] = useState(one.kept === null)
  const { path, share, file } = one
  const taken = (isTaken: boolean) => (isTaken ? onOver() : setProblem(words.thatIsAnotherFile))
  const readOn = async () => {
    if (await goOn(one)) {
      onOver()
    } else {
      setAsking(true)
    }
  }
  return (
    <li className="flex items-center gap-2 py-1 text-sm">
      <span className="min-w-0 flex-1">
        <span dir="auto" className="block truncate">
          <Marked text={path} />
        </span>
        <span role="status" className={problem === null ? 'block text-xs text-muted' : 'block text-xs text-bad'}>
          {problem ?? words.someIsThere(`${Math.floor(share * 100)} %`, bytes(file.size))}
        </span>
      </span>
      {isAsking ? (
        <Button onClick={() => picker.current?.click()}>{words.chooseTheFileAgain}</Button>
      ) : (
        <Button onClick={() => void readOn()}>{words.goOn}</Button>
      )}
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={words.chooseAgainPath(path)}
        onChange={({ target }) => {
          const [chosen] = target.files ?? []
          target.value = ''
          if (chosen !== undefined) {
            taken(goOnWith(one, chosen))
          }
        }}
      />
      <IconButton
        label={words.stopTheUploadOf(path)}
        onClick={() => {
          onOver()
          void giveUp(one)
        }}
      >
        <X className="size-4" />
      </IconButton>
    </li>
  )
}
