export { default as CategoryMenu } from './components/CategoryMenu.vue'
export { default as SearchBox } from './components/SearchBox.vue'
export { categoriesPage, homePage, productPage, searchPage } from './pages'
export { productRoutes } from './routes'
