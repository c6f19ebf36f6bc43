/** What a page's file exports, and how it becomes a route. */
import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import i18next, { type CustomTypeOptions, type ParseKeys } from 'i18next'
import type { ComponentType } from 'react'
import { meQuery, type Me, type Permission, may } from './api/session.ts'
import { Frame } from './components/frame/Frame.tsx'
import { urls } from './urls.ts'

/** A file of texts. */
type Area = keyof CustomTypeOptions['resources']

export interface Handle {
  /** Of the browser's tab, with its area: `account:title`. */
  title: { [A in Area]: `${A}:${ParseKeys<A>}` }[Area]
  /** The file of texts that the page needs before it is shown. */
  texts: Area
  /** Who may see it: anybody, anybody logged in, or whoever holds the permission. */
  access: 'public' | 'session' | Permission
  /** `bare`: nothing but the page, for those who are not logged in. */
  frame?: 'bare'
}

/** What a loader gets. */
export interface PageLoad {
  queries: QueryClient
  params: Readonly<Record<string, string>>
  /** null only where `access` is public. */
  me: Me | null
}

export interface PageModule {
  loader?: (load: PageLoad) => Promise<unknown>
  handle: Handle
  Component: ComponentType
}

/** Thrown where somebody's roles do not let her see a page: the URL was typed, or the roles have changed. */
export class Denied extends Error {
  override readonly name = 'Denied'
}

export const root = createRootRouteWithContext<{ queries: QueryClient }>()({ component: Frame })

/**
 * A route for the page at `path`, fetched when it is first opened.
 * @param readSearch what stands behind `?`, made sense of; whatever else stands there is dropped
 */
export function page<const Path extends string, Search extends object = object>(
  path: Path,
  load: () => Promise<PageModule>,
  readSearch: (raw: Record<string, unknown>) => Search = () => ({}) as Search,
) {
  return createRoute({
    getParentRoute: () => root,
    path,
    validateSearch: readSearch,
    loader: async ({ context, params, location }): Promise<{ handle: Handle }> => {
      const module = await load()
      const { handle } = module
      const texts = i18next.loadNamespaces(handle.texts)
      const me = await entrant(context.queries, handle.access, location.href)
      await Promise.all([texts, module.loader?.({ queries: context.queries, params, me })])
      return { handle }
    },
    component: lazyRouteComponent(load, 'Component'),
  })
}

/** @throws a redirect to the log-in, or Denied */
async function entrant(queries: QueryClient, access: Handle['access'], back: string): Promise<Me | null> {
  if (access === 'public') return queries.getQueryData(meQuery.queryKey) ?? null
  const me = await queries.query({ ...meQuery, staleTime: 'static' })
  if (me === null) throw redirect({ to: urls.logIn, search: { back } })
  if (access !== 'session' && !may(me, access)) throw new Denied(access)
  return me
}
