import { useLayoutEffect, useRef, type ComponentProps } from 'react'

/** A text area as high as its text; its class says how high at most. */
export function GrowingText({ value, ...rest }: ComponentProps<'textarea'> & { value: string }) {
  const area = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const field = area.current
    if (field !== null) {
      field.style.height = 'auto'
      // What the field shows is what its height depends on.
      field.style.height = value === '' ? '' : `${field.scrollHeight}px`
    }
  }, [value])
  return <textarea dir="auto" ref={area} value={value} {...rest} />
}
