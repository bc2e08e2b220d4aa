# Compiles the migrations of a database into the program, so that the binary needs no other file.
#
# embed_migrations(<database> <target>): adds a source to <target> that defines
# `EmbeddedMigrations()` of its migrations.h from migrations/*/<database>.sql.
function(embed_migrations database target)
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/migrations/*/${database}.sql)
  list(SORT files)
  set(rows "")
  foreach(file ${files})
    get_filename_component(folder ${file} DIRECTORY)
    get_filename_component(name ${folder} NAME)
    file(READ ${file} text)
    string(APPEND rows "    {\"${name}\", R\"sql(${text})sql\"},\n")
    set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  endforeach()
  set(source ${CMAKE_BINARY_DIR}/generated/${database}_migrations.cc)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT
"#include \"store/${database}/migrations.h\"

namespace tongchou::store::${database} {

std::vector<Migration> EmbeddedMigrations() {
  return {
${rows}  };
}

}  // namespace tongchou::store::${database}
")
  target_sources(${target} PRIVATE ${source})
endfunction()

if(TARGET tongchou_store_sqlite)
  embed_migrations(sqlite tongchou_store_sqlite)
endif()
