// In a file of its own, which only runs that need it load: old versions of Node cannot read this syntax.
module.exports = (name) => import(name)
