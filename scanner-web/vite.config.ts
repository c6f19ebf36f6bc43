import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { squeeze } from './squeezePlugin.ts'
import { serviceWorker } from './serviceWorkerPlugin.ts'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), serviceWorker(), squeeze()],
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The CSP allows no inline anything but small pictures, and a font is no picture.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // Six requests at a time is what plain HTTP allows a page: few files, not many small ones.
    cssCodeSplit: false,
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'shared', minShareCount: 3, test: /\.tsx?$|\.m?js$/ }] } },
      // How long each plugin took concerns nobody who starts the product.
      checks: { bundlerTimings: false },
    },
  },
  // `npm run web:dev` beside a server on its usual port.
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/readyz': 'http://127.0.0.1:3000' } },
})
