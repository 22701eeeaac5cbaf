import type { ToolItem } from '#shared/session/timeline/items.ts'
import { resultImages } from './resultText.ts'

/** Pictures as pictures. */
export function ResultImages({ tool }: { tool: ToolItem }) {
  return resultImages(tool).map((source, index) => (
    <img
      key={index}
      src={source}
      alt={`Result ${index + 1} of ${tool.name}`}
      className="max-h-96 max-w-full rounded-control border border-line"
    />
  ))
}
