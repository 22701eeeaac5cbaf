import type { Citation } from '#shared/session/citations.ts'
import { count } from '#renderer/format/numbers.ts'
import { Disclosure } from '../Disclosure.tsx'
import { SourceList } from './SourceList.tsx'

/** The sources that a text names, as a line below it. `id`: of the text. */
export function Sources({ id, citations }: { id: string; citations: readonly Citation[] }) {
  return (
    <Disclosure id={`${id} sources`} line={<span>{count(citations.length, 'source')}</span>}>
      {() => <SourceList sources={citations} label="Sources" />}
    </Disclosure>
  )
}
