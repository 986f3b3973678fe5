import type { RouteRecordRaw } from 'vue-router'

export const productRoutes: RouteRecordRaw[] = [
  { path: '/', name: 'home', component: () => import('./views/HomeView.vue') },
  {
    path: '/search',
    name: 'search',
    component: () => import('./views/SearchView.vue'),
  },
  {
    path: '/c',
    name: 'categories',
    component: () => import('./views/CategoriesView.vue'),
    meta: { title: 'product.categories' },
  },
  { path: '/c/:slug', name: 'category', component: () => import('./views/CategoryView.vue'), props: true },
  { path: '/s/:slug', name: 'seller', component: () => import('./views/SellerView.vue'), props: true },
  { path: '/p/:slug', name: 'product', component: () => import('./views/ProductView.vue'), props: true },
]
