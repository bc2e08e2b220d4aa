# Compiles the migrations of a database into the program, so that the binary needs no other file.
#
# embed_migrations(<folder> <script> <function>): adds a source to the library of src/store/<folder>
# that defines <function>() of its migrations.h from migrations/*/<script>.sql.
function(embed_migrations database script function)
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/migrations/*/${script}.sql)
  list(SORT files)
  set(rows "")
  foreach(file ${files})
    get_filename_component(folder ${file} DIRECTORY)
    get_filename_component(name ${folder} NAME)
    file(READ ${file} text)
    string(APPEND rows "    {\"${name}\", R\"sql(${text})sql\"},\n")
    set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  endforeach()
  set(source ${CMAKE_BINARY_DIR}/generated/${script}_migrations.cc)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT
"#include \"store/${database}/migrations.h\"

namespace tongchou::store::${database} {

std::vector<Migration> ${function}() {
  return {
${rows}  };
}

}  // namespace tongchou::store::${database}
")
  target_sources(tongchou_store_${database} PRIVATE ${source})
endfunction()

embed_migrations(sqlite sqlite EmbeddedMigrations)
embed_migrations(postgres postgres EmbeddedMigrations)
embed_migrations(postgres citus EmbeddedCitusMigrations)
