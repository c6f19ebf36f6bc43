#!/usr/bin/env node
// Writes src/api/types.ts from the OpenAPI document that a running server serves:
//   npm run web:api-types -- http://127.0.0.1:3000
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import { renderApiTypes } from './renderApiTypes.js'

const [url = 'http://127.0.0.1:3000'] = process.argv.slice(2)
const root = join(import.meta.dirname, '..', '..')
const document = await (await fetch(new URL('/api/v1/openapi.json', url))).json()
const style = JSON.parse(readFileSync(join(root, '.prettierrc.json'), 'utf8'))
const text = await format(renderApiTypes(document), { ...style, parser: 'typescript' })
writeFileSync(join(root, 'scanner-web', 'src', 'api', 'types.ts'), text)
