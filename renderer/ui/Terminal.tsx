import { useMemo } from 'react'
import { numbered } from '#renderer/words/patch.ts'
import { Command } from './Command.tsx'
import { LineTable } from './LineTable.tsx'

/** A command and what it printed. */
export function Terminal(props: { command: string; output: string; isError?: boolean }) {
  const { command, output, isError = false } = props
  const lines = useMemo(() => numbered('same', stripAnsi(output)), [output])
  return (
    <>
      <Command command={command} />
      {output !== '' && (
        <div
          className={`quiet-scroll mt-1 max-h-96 overflow-y-auto rounded-control border border-line ${isError ? 'text-bad' : 'text-muted'}`}
        >
          <LineTable lines={lines} label="Output" look={look} />
        </div>
      )}
    </>
  )
}

const look = { isLong: true }

/** Colours of the terminal would be noise here. */
function stripAnsi(text: string): string {
  // oxlint-disable-next-line no-control-regex -- an escape sequence begins with a control character
  return text.replaceAll(/\u001b\[[0-9;?]*[ -/]*[@-~]/g, '')
}
