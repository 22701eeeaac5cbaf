import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { startPage } from './startPage.ts'

/** A function, since top-level await makes the bundler split the module into more and larger files. */
async function show(): Promise<void> {
  await startPage()
  const root = document.querySelector('#root')
  if (root !== null) {
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    )
  }
}

void show()
